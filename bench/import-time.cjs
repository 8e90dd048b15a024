// Prints the milliseconds that `require` takes: of cdk8s alone, or of cdk8s and this package.
const started = performance.now();
require('cdk8s');
if (process.argv[2] === 'cdk8s-istio') require('cdk8s-istio');
console.log(performance.now() - started);
