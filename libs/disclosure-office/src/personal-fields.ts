import { type Static, Type } from '@sinclair/typebox';

/** What identifies a person; sealed before a decision sees it, never stored in the clear. */
export const PersonalFieldsSchema = Type.Object(
  {
    name: Type.Optional(Type.String({ maxLength: 200, description: '申请人姓名或名称' })),
    documentNumber: Type.Optional(Type.String({ maxLength: 100, description: '证件号码' })),
    contact: Type.Optional(Type.String({ maxLength: 500, description: '联系方式' })),
    requestText: Type.Optional(Type.String({ maxLength: 20_000, description: '申请内容' })),
    agent: Type.Optional(Type.String({ maxLength: 500, description: '代理人及授权' })),
    thirdParty: Type.Optional(Type.String({ maxLength: 500, description: '第三方' })),
  },
  { additionalProperties: false },
);
export type PersonalFields = Static<typeof PersonalFieldsSchema>;
