import { escaped } from "./endpoint-kit.ts";
import type { InboxEntry } from "./mailbox.ts";

/** A plain page: no script but what `tail` brings, nothing from elsewhere. */
function page(title: { zh: string; en: string }, body: string): string {
  const heading = `${escaped(title.zh)} <small lang="en">${escaped(title.en)}</small>`;
  return `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title.zh)} · 遴选 Linxuan</title>
<style>
body{font:16px/1.6 system-ui,"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;color:#222}
small{color:#555;font-weight:normal}table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid #ccc;vertical-align:top}
code{background:#eee;padding:0 .3rem;overflow-wrap:anywhere}td:first-child{white-space:nowrap}@media(min-width:60rem){td:nth-child(2){min-width:16rem}}iframe{width:100%;height:24rem;border:1px solid #ccc}pre{white-space:pre-wrap}
</style>
<nav><a href="/_local/">本机 <span lang="en">Local</span></a></nav>
<h1>${heading}</h1>
${body}
</html>`;
}

const places = [
  ["/_local/accounts", "账号", "Accounts to sign in with; the code comes by mail"],
  ["/_local/inbox", "收件箱", "Inbox: every mail that was sent; none leaves this machine"],
  ["/_local/api", "接口一览", "Routes of the API"],
  ["/openapi.json", "OpenAPI 文档", "OpenAPI 3.1 document"],
  ["/_local/clock", "本机时钟", 'Local clock; PUT {"now": instant} moves it'],
  ["/_local/dlq", "死信队列", "Dead letters; POST /_local/dlq/redrive hands them over again"],
  [
    "/_local/grants",
    "授权",
    "Each statement of the functions' policies, and whether anything needed it so far",
  ],
  ["/_local/refusals", "拒绝授权", "What the functions asked for and no statement allows"],
  [
    "/_local/operator",
    "运维凭证",
    'For commands: eval "$(curl -s ADDRESS/_local/operator)" && npm run -s linxuan -- redrive --help',
  ],
] as const;

/** What is where. */
export function landingPage(now: Date): string {
  const rows = places.map(
    ([href, zh, en]) =>
      `<tr><td><a href="${href}"><code>${href}</code></a></td><td>${zh}<br><small lang="en">${escaped(en)}</small></td></tr>`,
  );
  const clock = `<p>本机时钟 <small lang="en">Local clock</small>: <code>${now.toISOString()}</code></p>`;
  const title = { zh: "遴选：本机运行", en: "Linxuan on this machine" };
  return page(title, `${clock}<table>${rows.join("")}</table>`);
}

/** The inbox, newest letter first. */
export function inboxPage(entries: readonly InboxEntry[], to: string | undefined): string {
  const rows = entries
    .toReversed()
    .map(
      ({ id, to: address, subject, code, at }) =>
        `<tr><td>${escaped(at)}</td><td><a href="/_local/inbox?to=${encodeURIComponent(address)}">${escaped(address)}</a></td>` +
        `<td><a href="/_local/inbox/${id}">${escaped(subject)}</a></td><td>${code === null ? "" : `<code>${code}</code>`}</td></tr>`,
    );
  const head =
    "<tr><th>时间 <small>At</small><th>收件人 <small>To</small><th>主题 <small>Subject</small><th>验证码 <small>Code</small></tr>";
  const shown =
    to === undefined ? "" : `<p><code>${escaped(to)}</code> · <a href="/_local/inbox">全部 All</a></p>`;
  const none = entries.length === 0 ? "<p>没有邮件。 <small>No mail.</small></p>" : "";
  return page({ zh: "收件箱", en: "Inbox" }, `${shown}${none}<table>${head}${rows.join("")}</table>`);
}

/** One letter; its HTML is shown without scripts, forms or anything from elsewhere. */
export function letterPage({ to, subject, text, html, at, letter }: Omit<InboxEntry, "code" | "id">): string {
  const facts = `<p><code>${escaped(to)}</code> · ${escaped(at)}${letter === null ? "" : ` · <code>${escaped(letter)}</code>`}</p>`;
  const framed = html === "" ? "" : `<iframe sandbox="" title="HTML" srcdoc="${escaped(html)}"></iframe>`;
  return page({ zh: subject || "（无主题）", en: "Letter" }, `${facts}<pre>${escaped(text)}</pre>${framed}`);
}

/** Accounts as a table of whatever fields they have; a mail address leads to its inbox. */
export function accountsPage(accounts: readonly Record<string, unknown>[]): string {
  const names = [...new Set(accounts.flatMap((account) => Object.keys(account)))];
  const cell = (value: unknown): string => {
    const text = Array.isArray(value) ? value.join(", ") : String(value ?? "");
    const href = `/_local/inbox?to=${encodeURIComponent(text)}`;
    return `<td>${text.includes("@") ? `<a href="${href}">${escaped(text)}</a>` : escaped(text)}</td>`;
  };
  const rows = accounts.map((account) => `<tr>${names.map((name) => cell(account[name])).join("")}</tr>`);
  const head = `<tr>${names.map((name) => `<th>${escaped(name)}`).join("")}</tr>`;
  return page({ zh: "账号", en: "Accounts" }, `<table>${head}${rows.join("")}</table>`);
}

interface Described {
  paths?: Record<string, Record<string, { operationId?: string; summary?: string; tags?: string[] }>>;
}

/** The routes of an OpenAPI document. */
export function apiPage(document: unknown): string {
  const rows = Object.entries((document as Described).paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, { operationId = "", summary = "", tags = [] }]) =>
        `<tr><td><code>${escaped(method.toUpperCase())}</code></td><td><code>${escaped(path)}</code></td>` +
        `<td>${escaped(operationId)}</td><td>${escaped(summary)}</td><td>${escaped(tags.join(", "))}</td></tr>`,
    ),
  );
  return page({ zh: "接口一览", en: "Routes of the API" }, `<table>${rows.join("")}</table>`);
}
