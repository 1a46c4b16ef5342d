export { OfficeUnderTest } from './office-under-test';
