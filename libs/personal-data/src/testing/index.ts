export { describeWrappedKeys, type OpenedKeys } from './wrapped-keys-contract';
