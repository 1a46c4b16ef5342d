export { ownCertificate } from './certificate';
export {
  mailBody,
  mailHeader,
  MailServer,
  type MailServerOptions,
  type TakenMail,
} from './mail-server';
export { type CallAnswer, type TakenCall, WebhookReceiver } from './webhook-receiver';
