import type { Instant, Zone } from "../../shared/kernel/time.ts";
import { type AboutRound, type LetterWords, letter, shown } from "./letters.ts";

/** A letter of no round tells the time of the office's clock. */
const officeZone: Zone = "Asia/Shanghai";

/** A letter about one's own account, of no round: what happened, and that it is not so if one knows nothing of it. */
const accountLetter = (subject: LetterWords["subject"], { zh, en }: LetterWords["text"]): LetterWords => ({
  subject: { zh: `【遴选平台】${subject.zh}`, en: `[Linxuan] ${subject.en}` },
  text: {
    zh: `${zh}\n\n如果这不是您本人所为，请立即拨打申报通知中的项目办公室电话。`,
    en: `${en}\n\nIf this was not you, call the programme office at the number of the call for applications at once.`,
  },
});

/** That an officer read out a code: also to whom it did not reach by mail, for only they know that they had the call. */
export function callBackLetter({ at, id }: { at: Instant; id: string }): LetterWords {
  const { zh, en } = shown(at, officeZone);
  return accountLetter(
    { zh: "工作人员已电话告知登录验证码", en: "A sign-in code was read out to you" },
    {
      zh: `${zh}，工作人员回拨名册中登记的您的电话，口头告知了一个登录验证码。该验证码两分钟内有效，只能使用一次。\n\n记录编号：${id}`,
      en: `${en}: an officer called your number in the register and read out a sign-in code. It was valid for two minutes and works once.\n\nRecord: ${id}`,
    },
  );
}

const changes = {
  "totp-on": {
    zh: "您的账号已绑定动态口令，可用于登录。",
    en: "An authenticator app was added to your account; its codes sign in.",
  },
  "totp-off": {
    zh: "您的账号已解除动态口令绑定。",
    en: "The authenticator app was removed from your account.",
  },
  "recovery-codes-made": {
    zh: "您的账号已生成十个新的恢复码，每个只能使用一次；此前的恢复码全部作废。",
    en: "Ten new recovery codes were made for your account, each for one use; earlier ones are void.",
  },
} as const;

export function secondWayLetter(kind: keyof typeof changes, at: Instant): LetterWords {
  const { zh, en } = shown(at, officeZone);
  return accountLetter(
    { zh: "登录方式有变更", en: "Your ways to sign in have changed" },
    { zh: `${zh}：${changes[kind].zh}`, en: `${en}: ${changes[kind].en}` },
  );
}

const roleWords = {
  filler: { zh: "填报人", en: "filler" },
  approver: { zh: "审核人", en: "approver" },
} as const;

/** On a change of staff: to whoever left, to whoever came, and to the society's other person, none of whom need have asked. */
export function replacementLetter(
  reader: "left" | "came" | "other",
  { at, societyCode, role }: { at: Instant; societyCode: string; role: keyof typeof roleWords },
): LetterWords {
  const { zh, en } = shown(at, officeZone);
  const as = roleWords[role];
  const says = {
    left: {
      zh: `${zh}起，您不再是学会 ${societyCode} 的${as.zh}，已从所有设备退出登录。`,
      en: `From ${en} you are no longer the ${as.en} of society ${societyCode}; you are signed out everywhere.`,
    },
    came: {
      zh: `${zh}起，您是学会 ${societyCode} 的${as.zh}。请以本邮箱登录：输入邮箱地址获取验证码，无须密码。`,
      en: `From ${en} you are the ${as.en} of society ${societyCode}. Sign in with this mail address: ask for a code; there is no password.`,
    },
    other: {
      zh: `${zh}，学会 ${societyCode} 的${as.zh}已更换。变更记录可登录后查看。`,
      en: `${en}: the ${as.en} of society ${societyCode} was replaced. Sign in to read the record.`,
    },
  }[reader];
  return accountLetter({ zh: `${as.zh}已更换`, en: `The ${as.en} was replaced` }, says);
}

/** That a role is lent, or is no longer: to whoever lent it, to whom, and to the society's other person. */
export function delegationLetter({
  societyCode,
  role,
  span,
  at,
}: {
  societyCode: string;
  role: keyof typeof roleWords;
  /** From when until when; null: it was taken back. */
  span: { from: Instant; until: Instant } | null;
  at: Instant;
}): LetterWords {
  const as = roleWords[role];
  const of = {
    zh: `学会 ${societyCode} 的${as.zh}职责`,
    en: `the ${as.en}'s part of society ${societyCode}`,
  };
  if (span === null) {
    const { zh, en } = shown(at, officeZone);
    return accountLetter(
      { zh: "委托已结束", en: "A delegation has ended" },
      {
        zh: `${zh}起，对${of.zh}的委托已结束，受托人已退出登录。`,
        en: `From ${en} nobody else acts in ${of.en}; whoever did is signed out.`,
      },
    );
  }
  const [from, until] = [shown(span.from, officeZone), shown(span.until, officeZone)];
  return accountLetter(
    { zh: "职责已限时委托", en: "A role is lent for a time" },
    {
      zh: `${of.zh}已委托他人代行，自${from.zh}至${until.zh}，到时自动结束，可随时收回。受托人以本人邮箱登录。`,
      en: `Another person acts in ${of.en} from ${from.en} until ${until.en}. It ends by itself and can be taken back at any time; the delegate signs in with the own address.`,
    },
  );
}

/** The invitation of a society to a round: what it is about, by when, and how its two people get in. */
export function invitationLetter(
  about: AboutRound & { society: LetterWords["subject"] },
  { opensAt, closesAt }: { opensAt: Instant; closesAt: Instant },
): LetterWords {
  const { round, zone, society } = about;
  const [from, to] = [shown(opensAt, zone), shown(closesAt, zone)];
  return letter(about, { zh: `邀请申报：${round.zh}`, en: `Invitation to apply: ${round.en}` }, [
    {
      zh: `现邀请${society.zh}参加“${round.zh}”申报。您是名册中登记的本单位填报人或审核人。`,
      en: `${society.en} is invited to apply to ${round.en}. The register names you as its filler or approver.`,
    },
    {
      zh: `开始时间：${from.zh}\n截止时间：${to.zh}，以平台收到请求的时刻为准，逾期不再接收。`,
      en: `Opens: ${from.en}\nDeadline: ${to.en}. The instant of arrival counts; later ones are not taken.`,
    },
    {
      zh: "请以本邮箱登录：输入邮箱地址获取验证码，再输入邮件中的验证码，无须密码。由填报人填写，由审核人提交。",
      en: "Sign in with this mail address: ask for a code and type it; there is no password. The filler writes the application, the approver submits it.",
    },
    {
      zh: "为防截止前收不到邮件，请登录后提前绑定动态口令，或打印恢复码备用。",
      en: "In case mail fails in the last hours, add an authenticator app or print recovery codes after signing in.",
    },
  ]);
}
