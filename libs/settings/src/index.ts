export { isLoopback } from './loopback';
export {
  areFaults,
  readSettings,
  type SettingDescription,
  settingDescriptions,
  type SettingFault,
  type Settings,
  SettingsSchema,
  withSecretFiles,
} from './settings';
export { type UnknownVariable, unknownVariables } from './unknown-variables';
