import { applicationRows2019, applicationTable } from './application-table';
import { reportConstraints } from './constraints';
import { disposalRows2019 } from './disposal-rows';
import { remedyTable } from './remedy-table';
import type { DisclosureBlock, DisclosureColumn, ReportDefinition } from './report-definition';

const content: DisclosureColumn = { id: 'content', label: '信息内容', type: 'label' };
const lastYearItems: DisclosureColumn = {
  id: 'lastYearItems',
  label: '上一年项目数量',
  type: 'integer',
};
const changeThisYear: DisclosureColumn = {
  id: 'changeThisYear',
  label: '本年增/减',
  type: 'signedInteger',
};
const decisions: DisclosureColumn = { id: 'decisions', label: '处理决定数量', type: 'integer' };

const activeDisclosure: readonly DisclosureBlock[] = [
  {
    id: 'art20_1',
    caption: '第二十条第（一）项',
    columns: [
      content,
      { id: 'newlyMade', label: '本年新制作数量', type: 'integer' },
      { id: 'newlyPublished', label: '本年新公开数量', type: 'integer' },
      { id: 'totalPublished', label: '对外公开总数量', type: 'integer' },
    ],
    rows: [
      { id: 'rules', label: '规章' },
      { id: 'normativeDocuments', label: '规范性文件' },
    ],
  },
  {
    id: 'art20_5',
    caption: '第二十条第（五）项',
    columns: [content, lastYearItems, changeThisYear, decisions],
    rows: [
      { id: 'licensing', label: '行政许可' },
      { id: 'otherExternalServices', label: '其他对外管理服务事项' },
    ],
  },
  {
    id: 'art20_6',
    caption: '第二十条第（六）项',
    columns: [content, lastYearItems, changeThisYear, decisions],
    rows: [
      { id: 'penalties', label: '行政处罚' },
      { id: 'coercion', label: '行政强制' },
    ],
  },
  {
    id: 'art20_8',
    caption: '第二十条第（八）项',
    columns: [content, lastYearItems, changeThisYear],
    rows: [{ id: 'adminFees', label: '行政事业性收费' }],
  },
  {
    id: 'art20_9',
    caption: '第二十条第（九）项',
    columns: [
      content,
      { id: 'procurementItems', label: '采购项目数量', type: 'integer' },
      { id: 'procurementAmount', label: '采购总金额', type: 'decimal', unit: '万元', scale: 4 },
    ],
    rows: [{ id: 'centralizedProcurement', label: '政府集中采购' }],
  },
];

/** 国办公开办函〔2019〕60号, used for report years 2019 and 2020. */
export const report2019: ReportDefinition = {
  id: 'cn-gid-annual-report-2019',
  format: 2019,
  name: '中华人民共和国政府信息公开工作年度报告格式（试行）',
  document: {
    number: '国办公开办函〔2019〕60号',
    date: null,
    issuer: '国务院办公厅政府信息与政务公开办公室',
  },
  appliesToReportYears: { from: 2019, to: 2020 },
  titlePattern: '{机关名称}{YYYY}年政府信息公开工作年度报告',
  sections: [
    { id: 's1', title: '一、总体情况', kind: 'text' },
    { id: 's2', title: '二、主动公开政府信息情况', kind: 'table' },
    { id: 's3', title: '三、收到和处理政府信息公开申请情况', kind: 'table' },
    { id: 's4', title: '四、政府信息公开行政复议、行政诉讼情况', kind: 'table' },
    { id: 's5', title: '五、政府信息公开工作存在的主要问题及改进情况', kind: 'text' },
    { id: 's6', title: '六、其他需要报告的事项', kind: 'text' },
  ],
  activeDisclosure,
  applications: applicationTable(applicationRows2019),
  remedies: remedyTable,
  constraints: reportConstraints(applicationRows2019),
  disposalRows: disposalRows2019,
  remainderRow: 'other',
};
