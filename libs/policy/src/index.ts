export {
  arePolicyFaults,
  defaultPolicy,
  parsePolicy,
  PolicySchema,
  type Policy,
  type PolicyFault,
} from './policy';
