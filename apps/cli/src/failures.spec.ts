import { failureLine } from './failures';

const coded = (code: string, cause?: Error) =>
  Object.assign(new Error('said by the driver', { cause }), { code });

describe('what an operator is told of a fault', () => {
  it('is what can be done about it, by its code', () => {
    expect(failureLine(coded('28P01'))).toMatch(/^未办理（28P01）：PostgreSQL 的用户名或密码不对/);
  });

  it('is what the driver said, where that tells more than who wrapped it', () => {
    const missing = new Error('no answer', { cause: coded('3D000') });
    missing.name = 'ReadModelsUnavailable';
    expect(failureLine(missing)).toMatch(/^未办理（3D000）：所指的 PostgreSQL 数据库不存在/);
    const away = new Error('no answer', { cause: coded('ECONNREFUSED') });
    away.name = 'ReadModelsUnavailable';
    expect(failureLine(away)).toMatch(/^未办理（ReadModelsUnavailable）：查询数据库连不上/);
  });
});
