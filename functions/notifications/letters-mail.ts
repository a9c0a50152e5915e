import type { RecordedChannel } from "../../shared/contract/channel.ts";
import type { Words } from "../../shared/kernel/text.ts";
import type { Instant } from "../../shared/kernel/time.ts";
import { type About, type LetterWords, letter, shown } from "./letters.ts";

/** A mail, or what was handed over, as an officer recorded it. */
interface Recorded {
  channel: RecordedChannel;
  arrivedAt: Instant;
  confirmBy: Instant;
  /** Of the whole .eml, or of the slip of what was handed over. */
  sha256: string;
}

/** What came, as a subject says it. */
const names: Readonly<Record<RecordedChannel, Words>> = {
  mail: { zh: "邮件", en: "mail" },
  "handed-over": { zh: "介质", en: "medium" },
};

const recordedLine = ({ round, zone, society }: About, { channel, arrivedAt, sha256 }: Recorded) => {
  const at = shown(arrivedAt, zone);
  if (channel === "handed-over")
    return {
      zh: `工作人员已登记${society.zh}当面递交的“${round.zh}”申报材料（U盘或光盘），并经另一名工作人员复核。接收时间：${at.zh}。\n移交单 SHA-256: ${sha256}`,
      en: `An officer has recorded the material that ${society.en} handed over for ${round.en} on a stick or a disc, and a second officer has confirmed it. It was taken: ${at.en}.\nSHA-256 of the slip: ${sha256}`,
    };
  return {
    zh: `工作人员已登记${society.zh}通过电子邮件报送的“${round.zh}”申报材料。邮件到达时间：${at.zh}。\n邮件原件 SHA-256: ${sha256}`,
    en: `An officer has recorded the material that ${society.en} sent by e-mail for ${round.en}. The mail arrived: ${at.en}.\nSHA-256 of the original mail: ${sha256}`,
  };
};

/** The mail is the society's application once it says so: by when, and what else it can do. */
export function mailRecordedLetter(about: About, mail: Recorded): LetterWords {
  const { zone, society } = about;
  const by = shown(mail.confirmBy, zone);
  const name = names[mail.channel];
  const subject = {
    zh: `${name.zh}材料已登记，请确认：${society.zh}`,
    en: `Your ${name.en} was recorded, please confirm: ${society.en}`,
  };
  return letter(about, subject, [
    recordedLine(about, mail),
    {
      zh: "登记不等于提交。请填报人查看文件检查结果、将Word申报书内容采纳到填报内容并补全，由审核人核对、接受承诺后确认提交；不是本单位材料的，由审核人说明理由予以否认。",
      en: "Recording it is no submission. The filler looks at the verdicts on the files, takes the Word form over into the draft and completes it; the approver compares it, accepts the undertaking and confirms it by submitting, or disputes it with a reason.",
    },
    {
      zh: `确认期限：${by.zh}，逾期未确认的不作为申报。按期确认的，是否在截止前到达以上述时间为准。`,
      en: `Confirm by: ${by.en}; after that it is no application. Once confirmed, the instant above is what counts against the deadline.`,
    },
  ]);
}

/** The society has an application of its own: that one stands. */
export function mailKeptLetter(about: About, mail: Recorded): LetterWords {
  const { zone, society } = about;
  const by = shown(mail.confirmBy, zone);
  const name = names[mail.channel];
  const subject = {
    zh: `${name.zh}材料仅作记录：${society.zh}`,
    en: `Your ${name.en} is a record only: ${society.en}`,
  };
  return letter(about, subject, [
    recordedLine(about, mail),
    {
      zh: "本单位在平台已有申报，以平台申报为准，此次材料仅作记录，不影响该申报。",
      en: "Your society has an application of its own in the portal. That one stands; what came is kept as a record and changes nothing of it.",
    },
    {
      zh: `平台申报从未提交的，审核人可在${by.zh}前将此次材料作为本单位申报办理。`,
      en: `If yours was never submitted, the approver may take what came over as your application until ${by.en}.`,
    },
  ]);
}
