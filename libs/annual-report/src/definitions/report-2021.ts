import { applicationRows2021, applicationTable } from './application-table';
import { reportConstraints } from './constraints';
import { disposalRows2021 } from './disposal-rows';
import { remedyTable } from './remedy-table';
import type { DisclosureBlock, DisclosureColumn, ReportDefinition } from './report-definition';

const content: DisclosureColumn = { id: 'content', label: '信息内容', type: 'label' };
const decisions: DisclosureColumn = {
  id: 'decisions',
  label: '本年处理决定数量',
  type: 'integer',
};

const activeDisclosure: readonly DisclosureBlock[] = [
  {
    id: 'art20_1',
    caption: '第二十条第（一）项',
    columns: [
      content,
      { id: 'issued', label: '本年制发件数', type: 'integer' },
      { id: 'repealed', label: '本年废止件数', type: 'integer' },
      { id: 'inForce', label: '现行有效件数', type: 'integer' },
    ],
    rows: [
      { id: 'rules', label: '规章' },
      { id: 'normativeDocuments', label: '行政规范性文件' },
    ],
  },
  {
    id: 'art20_5',
    caption: '第二十条第（五）项',
    columns: [content, decisions],
    rows: [{ id: 'licensing', label: '行政许可' }],
  },
  {
    id: 'art20_6',
    caption: '第二十条第（六）项',
    columns: [content, decisions],
    rows: [
      { id: 'penalties', label: '行政处罚' },
      { id: 'coercion', label: '行政强制' },
    ],
  },
  {
    id: 'art20_8',
    caption: '第二十条第（八）项',
    columns: [
      content,
      { id: 'amount', label: '本年收费金额（单位：万元）', type: 'decimal', unit: '万元' },
    ],
    rows: [{ id: 'adminFees', label: '行政事业性收费' }],
  },
];

/** 国办公开办函〔2021〕30号, used from report year 2021 on. */
export const report2021: ReportDefinition = {
  id: 'cn-gid-annual-report-2021',
  format: 2021,
  name: '中华人民共和国政府信息公开工作年度报告格式',
  document: {
    number: '国办公开办函〔2021〕30号',
    date: '2021-09-26',
    issuer: '国务院办公厅政府信息与政务公开办公室',
  },
  appliesToReportYears: { from: 2021, to: null },
  titlePattern: '{机关名称}{YYYY}年政府信息公开工作年度报告',
  sections: [
    { id: 's1', title: '一、总体情况', kind: 'text' },
    { id: 's2', title: '二、主动公开政府信息情况', kind: 'table' },
    { id: 's3', title: '三、收到和处理政府信息公开申请情况', kind: 'table' },
    { id: 's4', title: '四、政府信息公开行政复议、行政诉讼情况', kind: 'table' },
    { id: 's5', title: '五、存在的主要问题及改进情况', kind: 'text' },
    { id: 's6', title: '六、其他需要报告的事项', kind: 'text' },
  ],
  activeDisclosure,
  applications: applicationTable(applicationRows2021),
  remedies: remedyTable,
  constraints: reportConstraints(applicationRows2021),
  disposalRows: disposalRows2021,
  remainderRow: 'otherMisc',
};
