import { type ProblemCode, type Route, problemCodes, routes, statusOf } from '#contract';
import { commandNames, eventNames } from '#domain';
import { problemTexts } from './problem-texts';

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const audienceOf = ({ audience }: Route): string => (typeof audience === 'string' ? audience : audience.join(', '));

function rowOf([name, route]: [string, Route]): string {
  const errors = route.errors.map((code) => `<a href="#${code}">${code}</a>`).join(' ');
  const extras = [route.idempotent ? 'Idempotency-Key' : '', route.revision === 'required' ? 'If-Match' : '']
    .filter(Boolean)
    .join(', ');
  return `<tr id="${name}"><td><code>${route.method.toUpperCase()}</code></td><td><code>${escape(route.path)}</code><br><small>${name}</small></td>
<td>${escape(route.summary.zh)}<br><small>${escape(route.summary.en)}</small></td><td>${escape(audienceOf(route))}${extras ? `<br><small>${extras}</small>` : ''}</td>
<td>${Object.keys(route.responses).join(' ')}</td><td class="codes">${errors}</td></tr>`;
}

function sectionOf(tag: string, list: [string, Route][]): string {
  return `<section><h2 id="tag-${tag}">${tag}</h2><table><thead><tr><th>方法</th><th>路径 / operationId</th><th>用途</th><th>谁可用</th><th>成功</th><th>拒绝</th></tr></thead>
<tbody>${list.map(rowOf).join('\n')}</tbody></table></section>`;
}

const codeRow = (code: ProblemCode): string =>
  `<tr id="${code}"><td><code>${code}</code></td><td>${statusOf[code]}</td><td>${escape(problemTexts[code].zh)}<br><small>${escape(problemTexts[code].en)}</small></td></tr>`;

const style = `body{font:15px/1.6 system-ui,"Noto Sans SC",sans-serif;margin:0 auto;max-width:76rem;padding:1.5rem;color:#1c2522}
table{border-collapse:collapse;width:100%;margin:.5rem 0 2rem}td,th{border-bottom:1px solid #dde3df;padding:.4rem .6rem;text-align:left;vertical-align:top}
code{background:#eef2ef;padding:.1rem .3rem;border-radius:3px}small{color:#55625c}.codes{font-size:.8rem}a{color:#17463d}:target{background:#fff6d6}nav a{margin-right:1rem}`;

/** The contract as a page to read: every route, every code, every event and command, from the same objects that are mounted. */
export function docsPage(): string {
  const all = Object.entries<Route>(routes);
  const tags = [...new Set(all.map(([, { tag }]) => tag))];
  const words = (list: readonly string[]) => list.map((word) => `<code>${word}</code>`).join(' ');
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>两心接口 · Liangxin API</title><style>${style}</style></head><body>
<h1>两心接口 <small>Liangxin API</small></h1>
<p>机器可读：<a href="/api/openapi.json">OpenAPI 3.1</a>。 错误均为 <code>application/problem+json</code>，<code>code</code> 稳定。 / Errors are problems with a stable code.</p>
<nav>${tags.map((tag) => `<a href="#tag-${tag}">${tag}</a>`).join('')}<a href="#codes">codes</a><a href="#words">words</a></nav>
${tags
  .map((tag) =>
    sectionOf(
      tag,
      all.filter(([, route]) => route.tag === tag),
    ),
  )
  .join('\n')}
<section><h2 id="codes">拒绝代码 / codes</h2><table><tbody>${problemCodes.map(codeRow).join('\n')}</tbody></table></section>
<section><h2 id="words">词汇 / words</h2><p>操作 commands: ${words(commandNames)}</p><p>事件 events: ${words(eventNames)}</p></section>
</body></html>`;
}

/** The style sheet's text, for the page's content security policy. */
export const docsStyle = style;
