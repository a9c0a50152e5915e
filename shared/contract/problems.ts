import { type ProblemText, text } from "./problem-text.ts";
import { defenceNoticeProblems } from "./problems-defence-notice.ts";
import { intakeProblems } from "./problems-intake.ts";
import { oversightProblems } from "./problems-oversight.ts";
import { peopleProblems } from "./problems-people.ts";
import { reviewProblems } from "./problems-review.ts";

export type { ProblemText } from "./problem-text.ts";

/**
 * Every problem code with its HTTP status and words (RFC 9457). A code is a contract: it is never renamed, and its
 * meaning never changes.
 */
export const problems = {
  "malformed-json": text(
    400,
    ["请求不是有效的 JSON", "请检查请求内容后重试。"],
    ["The body is not valid JSON", "Check the body and try again."],
  ),
  "invalid-request": text(
    400,
    ["填写内容不符合要求", "请按 faults 中列出的每一项更正后重试。"],
    ["The request does not fit the contract", "Correct each entry of faults and try again."],
  ),
  "missing-idempotency-key": text(
    400,
    ["缺少 Idempotency-Key 请求头", "请为每次操作生成一个唯一的键，重试时使用同一个键。"],
    ["Idempotency-Key is missing", "Send one unique key per act; repeat it when you retry."],
  ),
  "invalid-definition": text(
    400,
    ["项目定义有误", "请按 faults 中列出的每一处更正后重新提交。"],
    ["The programme definition has faults", "Correct every entry of faults and send it again."],
  ),
  "invalid-register": text(
    400,
    ["名册中有错误的行", "请按 faults 中列出的每一行更正后重新导入；本次没有导入任何内容。"],
    [
      "Rows of the register are wrong",
      "Correct every row listed in faults and import again; nothing was imported.",
    ],
  ),
  forbidden: text(
    403,
    ["您没有执行此操作的权限", "如需权限，请联系本单位管理员或项目办公室。"],
    ["You may not do this", "Ask your administrator or the programme office for the right."],
  ),
  "origin-refused": text(
    403,
    ["请求来源不受信任", "请从本平台页面重新操作。"],
    ["The request came from another site", "Act from the portal's own pages."],
  ),
  "not-found": text(
    404,
    ["未找到所请求的内容", "请检查链接或从列表中重新进入。"],
    ["Nothing found here", "Check the address or open it from the list."],
  ),
  "version-conflict": text(
    409,
    ["内容已被他人修改", "请载入最新内容，核对后再次保存；您的输入不会被覆盖他人的修改。"],
    ["Somebody changed this meanwhile", "Load the newest version, compare and save again."],
  ),
  "already-exists": text(
    409,
    ["该记录已存在", "请直接使用已有记录。"],
    ["It exists already", "Use the one that exists."],
  ),
  "wrong-state": text(
    409,
    ["当前状态不允许此操作", "请刷新页面查看当前状态和可执行的操作。"],
    ["Not possible in the present state", "Reload to see the state and what is possible."],
  ),
  "too-large": text(
    413,
    ["内容过大", "请缩短内容或改用文件上传。"],
    ["Too large", "Shorten it or upload it as a file."],
  ),
  "idempotency-mismatch": text(
    422,
    ["同一个键不能用于不同的内容", "请为新的操作使用新的 Idempotency-Key。"],
    ["The key was used with another body", "Use a new Idempotency-Key for a new act."],
  ),
  "too-many-requests": text(
    429,
    ["操作过于频繁", "请稍候片刻再试。"],
    ["Too many requests", "Wait a moment and try again."],
  ),
  "internal-error": text(
    500,
    ["系统出现错误", "请稍后用同样的内容重试；如仍失败，请将 instance 编号告知项目办公室。"],
    [
      "Something failed on our side",
      "Try again with the same content; if it persists give the office the instance.",
    ],
  ),
  unavailable: text(
    503,
    ["系统暂时繁忙", "请稍后用同一个 Idempotency-Key 重试，不会重复办理。"],
    ["Temporarily unavailable", "Retry with the same Idempotency-Key; nothing is done twice."],
  ),
  ...peopleProblems,
  ...intakeProblems,
  ...reviewProblems,
  ...defenceNoticeProblems,
  ...oversightProblems,
} as const satisfies Record<string, ProblemText>;

export type ProblemCode = keyof typeof problems;

/** What any route may answer, so that no route repeats it. */
export const commonProblems = [
  "malformed-json",
  "invalid-request",
  "unauthenticated",
  "consent-required",
  "forbidden",
  "recused",
  "origin-refused",
  "too-large",
  "too-many-requests",
  "internal-error",
  "unavailable",
] as const satisfies readonly ProblemCode[];

/** The codes that an idempotent route adds. */
export const idempotencyProblems = [
  "missing-idempotency-key",
  "idempotency-mismatch",
] as const satisfies readonly ProblemCode[];

/** A refusal on its way to the reader. Nothing was changed when it is thrown. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly facts: Record<string, unknown>;

  constructor(code: ProblemCode, facts: Record<string, unknown> = {}) {
    super(code);
    this.name = "Problem";
    this.code = code;
    this.facts = facts;
  }
}

/** Did another write come between reading and writing? */
export const isLostRace = (cause: unknown): boolean =>
  cause instanceof Problem && cause.code === "version-conflict";
