import { LABEL_COLOURS } from './page-labels.ts';
import { columnMillimetres, type Density, edgePercents, type SchedulePage } from './page-model.ts';
import { cssString } from './page-text.ts';

/** Type in print, in points: times and names, and what stands small below them. */
const PRINT: Readonly<Record<Density, Readonly<Record<'A4' | 'A3', readonly [text: number, small: number]>>>> = {
  roomy: { A4: [8, 6.5], A3: [10, 8] },
  dense: { A4: [7, 5.5], A3: [8.5, 7] },
  narrow: { A4: [4.2, 3.8], A3: [6.5, 5.2] },
};

/** The same on a screen, in pixels of CSS. */
const SCREEN: Readonly<Record<Density, readonly [text: number, small: number]>> = {
  roomy: [13, 11],
  dense: [12, 10],
  narrow: [11, 9],
};

const FONTS =
  "system-ui,'Segoe UI','Noto Sans','Noto Sans CJK SC','Noto Sans SC','Microsoft YaHei','PingFang SC','Hiragino Sans GB',sans-serif";

const BASE = `
*{box-sizing:border-box}
html{color-scheme:light;background:#fff;-webkit-text-size-adjust:100%}
body{margin:16px;color:#111;font:var(--f)/1.25 ${FONTS};font-variant-numeric:tabular-nums}
h1{font-size:20px;margin:0 0 4px}h1+p{margin:0 0 12px;color:#444}
h2{font-size:1.15em;margin:1.2em 0 .4em}h3{font-size:1em;margin:.7em 0 .2em}h2 span,h3 span{font-weight:400;color:#333}
.grid{border-collapse:separate;border-spacing:0;table-layout:fixed;width:100%;border-top:1px solid #666;border-left:1px solid #666}
.grid th,.grid td{border-right:1px solid #999;border-bottom:1px solid #999;padding:2px 3px;vertical-align:top;text-align:left;overflow-wrap:anywhere}
.grid thead th{background:#eee;font-weight:400;position:sticky;top:0;z-index:2;border-bottom-color:#666}
.grid thead th b{white-space:nowrap}.grid thead i,.grid thead em{display:block;font-size:var(--s);font-style:normal}
.grid thead em{font-weight:700}
.grid .n{font-weight:600;position:sticky;left:0;background:#fff;z-index:1;unicode-bidi:isolate;border-right-color:#666}
.grid thead .n{z-index:3;background:#eee}
.grid .n small,.grid .h small{display:block;font-weight:400;color:#333}
.grid .h{text-align:right;border-right-color:#666}.grid .h em{font-style:normal;font-weight:700;white-space:nowrap}
.grid tbody:last-child tr:last-child>*,.grid .sum tr>*{border-bottom-color:#666}
.grid small,.grid sup{font-size:var(--s)}.grid sup{font-weight:400;line-height:1;vertical-align:baseline;margin-left:1px}
.grid .we,.grid thead .we{background:#ececec}.grid .ho,.grid thead .ho{background:#dcdcdc}
.grid .sum th,.grid .sum td{border-top:1px solid #666}.grid .sum small{display:block}
.s{border-left:3px solid #888;background:#fff;padding:0 3px 1px;margin-bottom:1px;line-height:1.2;unicode-bidi:isolate}
.s:last-child{margin-bottom:0}.o{border-left-style:dotted}
.s b{white-space:nowrap}.s i{font-style:normal}.s small{display:block;color:#222}.s small span{white-space:nowrap}
.roomy .s i{display:block;font-size:calc((var(--f) + var(--s))/2)}
.dense .s i{margin-left:.4em;white-space:nowrap}.dense .o i{white-space:normal}
.narrow .s{padding:0 1px 1px 2px;border-left-width:2px;line-height:1.12}.narrow .s{white-space:nowrap}.narrow .s i{display:block;font-weight:700;font-size:var(--s);white-space:normal}
.narrow td,.narrow thead th{padding:1px}.narrow thead th.n,.narrow th.n,.narrow td.h{padding:2px 3px}.narrow thead th b{display:block;font-size:1.2em}.narrow thead th i{hyphens:auto}
.k,.aw{display:block;font-size:var(--s);color:#333}
.legend{margin:.7em 0;font-size:calc((var(--f) + var(--s))/2);break-inside:avoid}.legend p{margin:.2em 0}
.grid .pk td{font-size:calc((var(--f) + var(--s))/2);background:#fff}.legend .s,.pk .s{display:inline-block;margin:0 .6em .15em 0;padding:0 5px}
.days{display:grid;grid-template-columns:repeat(auto-fill,minmax(180px,1fr));gap:4px 8px;break-inside:avoid;margin-bottom:4px}.first{break-inside:avoid}
figure{margin:0}figcaption{font-size:var(--s);display:flex;justify-content:space-between;gap:4px}figcaption b{color:#b00020}
svg{display:block;width:100%;height:auto}svg text{font-size:8.5px;text-anchor:middle;fill:#222}svg .y{text-anchor:end}
.g{stroke:#ddd;stroke-width:.6;fill:none}.w{fill:#d4d4d4;stroke:#8a8a8a;stroke-width:.6}.a{stroke:#444;stroke-width:.8;fill:none}
.p{stroke:#0b3d91;stroke-width:1.5;fill:none;stroke-linejoin:round}.x{fill:#e11d48}.m{fill:#b00020}
.key{display:inline-block;width:1.4em;height:.7em;margin:0 .3em 0 .9em}.key.w{background:#d4d4d4;border:1px solid #8a8a8a}
.key.p{height:0;border-top:2px solid #0b3d91;vertical-align:middle}.key.x{background:#e11d48}
footer{margin-top:.8em;font-size:var(--s);color:#333;display:flex;gap:2em;flex-wrap:wrap}
.pt{display:none}`;

const PRINTED = `
html,body{margin:0}body{font-size:var(--f)}h1,h1+p{display:none}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.grid{min-width:0!important}.grid thead{display:table-header-group}.grid tr{break-inside:avoid}
.grid thead th,.grid .n{position:static}.grid th,.grid td{padding:.25mm .6mm}.narrow td,.narrow thead th{padding:.2mm .25mm}.narrow .n,.narrow thead th.n,.narrow .h,.narrow thead th.h{padding:.2mm .6mm}
.grid .pt{display:table-row}.grid .pt td{border-width:0 0 1px;border-color:#666;padding:0 0 1mm;background:#fff}
.grid{border-top:0;border-left:0}.grid .n,.grid .pk td{border-left:1px solid #666}
.pt div{display:flex;justify-content:space-between;gap:4mm;align-items:baseline}.pt b{font-size:1.5em}
.days{grid-template-columns:repeat(7,minmax(0,1fr))}.grid .sum{break-inside:avoid}h2{break-after:avoid}footer{break-inside:avoid}`;

/** A span of times with `+1`, set bold in a wide face, in widths of its type; and what of a column is edge and padding. */
const SPAN_EMS = 10.2;
const EDGE_MILLIMETRES = 3;
const POINTS_PER_MILLIMETRE = 72 / 25.4;

/** The sizes of type in print, smaller where a span of times would not fit into its column. */
function printSizes(density: Density, paper: 'A4' | 'A3', days: number): readonly [text: number, small: number] {
  const [text, small] = PRINT[density][paper];
  if (density === 'narrow') return [text, small];
  const room = (columnMillimetres(paper, days) - EDGE_MILLIMETRES) * POINTS_PER_MILLIMETRE;
  const fitting = Math.min(text, Math.floor((room / SPAN_EMS) * 10) / 10);
  return [fitting, Math.min(small, Math.round(fitting * 8) / 10)];
}

/** The style of a page: for the screen, and for print on landscape paper with the page's number and `footLine` below. */
export function pageStyle({ density, paper, days }: SchedulePage, footLine: string, pageText: PageText): string {
  const [text, small] = printSizes(density, paper, days.length);
  const [screenText, screenSmall] = SCREEN[density];
  const colours = LABEL_COLOURS.map(
    ([ground, edge], index) => `.c${index}{background:${ground};border-left-color:${edge}}`,
  );
  const { name, hours } = edgePercents(days.length);
  const number = `${cssString(pageText.before)} counter(page) ${cssString(pageText.between)} counter(pages) ${cssString(pageText.after)}`;
  return [
    `@page{size:${paper} landscape;margin:9mm 9mm 11mm;`,
    `@bottom-left{content:${cssString(footLine)};font:${small}pt ${FONTS};white-space:nowrap;width:80%}`,
    `@bottom-right{content:${number};font:${small}pt ${FONTS}}}`,
    `:root{--f:${screenText}px;--s:${screenSmall}px}`,
    BASE,
    `.cn{width:${name}%}.ch{width:${hours}%}`,
    ...colours,
    `@media print{:root{--f:${text}pt;--s:${small}pt}${PRINTED}}`,
  ].join('\n');
}

/** What stands around the numbers of page and pages. */
export type PageText = { readonly before: string; readonly between: string; readonly after: string };
