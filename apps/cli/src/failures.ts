/** Faults of the machine and its files, by the code or name they carry: what an operator can do. */
const sentences: Readonly<Record<string, string>> = {
  EADDRINUSE: '端口已被占用：请停止占用它的程序，或用 --port（SUNLEDGER_PORT）换一个端口。',
  EACCES: '没有权限读写数据目录或端口，请检查 SUNLEDGER_DATA 及其权限。',
  '3D000': '所指的 PostgreSQL 数据库不存在：请先建立，或更正地址中的数据库名。',
  '28P01': 'PostgreSQL 的用户名或密码不对，请更正地址。',
  SQLITE_CORRUPT:
    '数据文件已损坏：请停止系统，保留该文件，按 docs/guide/operator.md 第 8 节从备份恢复。',
  SQLITE_NOTADB:
    '数据文件不是本系统的数据文件，或已损坏：请保留该文件，按 docs/guide/operator.md 第 8 节处理。',
  EEXIST: '同名的文件已存在，请换一个名称；已有的文件不会被覆盖。',
  ENOSPC: '磁盘已满：没有写入任何内容，请清理磁盘后重试。',
  'master-key-missing': '主密钥文件不见了：请从其备份中恢复；没有主密钥，个人信息无法读取。',
  'master-key-wrong': '主密钥与数据不符：请换回这份数据的主密钥。',
  'master-key-malformed': '主密钥文件已损坏：请从其备份中恢复。',
  'master-key-exposed': '主密钥文件可被他人读取：请把权限改为仅本人可读（chmod 600）。',
  'master-key-unreadable': '不能读写主密钥文件，请检查其目录的权限。',
  'keys-missing':
    '日志中有加密的个人信息，密钥库里却没有相应的密钥：密钥库可能被清空，或属于别的系统。系统没有启动，请找回密钥库，或从备份恢复（见 docs/guide/operator.md 第 8 节）。',
  EventStoreUnavailable: '日志不能读写（磁盘已满、文件损坏或被占用）：没有写入任何内容。',
  KeysUnavailable:
    '密钥库（PostgreSQL）连不上：涉及个人信息的内容没有保存，请检查 SUNLEDGER_KEYS_URL。',
  ReadModelsUnavailable:
    '查询数据库连不上：请检查它是否运行、SUNLEDGER_READ_MODELS_URL 是否正确、数据库是否存在；已登记的内容没有丢失。',
  ErasureIncomplete: '个人信息的密钥已销毁，但残留文件尚未清理完：请关闭其他程序后再执行一次。',
  'read-models-in-use':
    '查询表正由运行中的进程按另一口径或版本使用：改了口径文件的，请重新启动系统，查询表随之自行重建；升级时用 rebuild --force。',
  ProjectionBehind: '查询表尚未跟上日志：请稍后再试，或执行 rebuild。',
  SqliteDriverMissing: '没有可用的 SQLite：请使用 Node 24，或安装 better-sqlite3 后重试。',
  WrappedKeyDiffers: '此系统中同一案件已有另一个密钥：它属于别的日志，请恢复到空系统。',
  ENOENT: '文件或目录不存在，请检查路径。',
};

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : error.name;

/** What the driver said tells more than that a database did not answer. */
const tellingOf = (error: Error): Error =>
  error.cause instanceof Error && codeOf(error.cause) in sentences ? error.cause : error;

/** One line for a fault that no command foresaw: what an operator can do, then the detail. */
export function failureLine(fault: unknown): string {
  if (!(fault instanceof Error)) return `未办理（error）：${String(fault)}`;
  const error = tellingOf(fault);
  const code = codeOf(error);
  const sentence = sentences[code] ?? sentences[error.name];
  return sentence === undefined
    ? `未办理（${code}）：${error.message}`
    : `未办理（${code}）：${sentence}（${error.message}）`;
}
