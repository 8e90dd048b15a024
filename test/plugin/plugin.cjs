// The plugin as cdk8s-cli finds it in the package, but from its sources.
require('tsx/cjs');
module.exports = require('../../lib');
