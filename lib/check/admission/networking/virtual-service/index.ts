/** VirtualService, one file for each concept of it, and what other kinds share with it. */
export { checkDestination, checkSubsetName, DESTINATION } from './destination';
export { checkVirtualService, VIRTUAL_SERVICE } from './virtual-service';
