import { contacts } from "../programme/cast-2021/notice.ts";
import { ConsentText } from "./schema.ts";

const [contact] = contacts.filter(({ id }) => id === "programme");
if (!contact) throw new Error("the notice names whom to ask about the programme");
const { office, phones, mail } = contact;

/** The first consent text. It is never changed: whoever accepted it accepted these words. */
export const version1: ConsentText = ConsentText.parse({
  version: 1,
  title: {
    zh: "遴选平台个人信息处理告知与同意书",
    en: "How the Linxuan platform uses personal information, and your consent",
  },
  passages: {
    processor: {
      heading: { zh: "谁处理您的个人信息", en: "Who uses your information, and whom to ask" },
      paragraphs: [
        {
          zh: `项目组织单位通过本平台处理您的个人信息。联系方式：${office.zh}，电话${phones.join("、")}，邮箱${mail}。`,
          en: `The body that runs the programme uses your information on this platform. Contact: ${office.en}, telephone ${phones.join(", ")}, mail ${mail}.`,
        },
      ],
      ground: {
        articles: [17],
        assumption: {
          zh: "通知未另设个人信息保护联系人，此处采用通知第六项的联系单位。由其他单位运行本平台的，须另立版本。",
          en: "The notice names nobody for personal information; this is its office of clause 六. Another operator writes a version of its own.",
        },
      },
    },
    purposes: {
      heading: { zh: "用于什么", en: "What for" },
      paragraphs: [
        {
          zh: "仅用于办理项目遴选：确认您是谁、代表谁，受理申报，审查资格，组织评审，作出和公布决定，向您发送有关通知，并留下可供核查的办理记录。不用于其他目的，不作自动化决策推送或营销。",
          en: "Only to run the selection: to know who you are and for whom you act, to take applications in, examine and review them, decide and publish, write to you about it, and keep a record that can be checked. For nothing else, and never for marketing.",
        },
      ],
      ground: { articles: [6, 14, 17] },
    },
    collected: {
      heading: { zh: "收集什么", en: "What is collected" },
      paragraphs: [
        {
          zh: "姓名、邮箱、语言、职责和所代表的单位；学会联系人的登记电话；评审专家的所在单位、专业领域以及与申报单位的利害关系。这些由您本人、您所在单位或项目办公室提供。",
          en: "Name, mail address, language, role and the body you act for; of a society's contacts the registered telephone; of experts their institution, fields and ties to applicants. They come from you, from your organisation or from the programme office.",
        },
        {
          zh: "您在平台上的办理内容和时间：登录、填写、上传、提交、声明、评分、审批，以及发给您的通知是否送达。为防止滥用，短时统计请求来源地址，只保存其摘要值；文件的上传和下载由存储服务记入访问日志（含来源地址），到期自动删除。您自愿启用备用登录方式的，保存动态口令密钥和恢复码的摘要值。",
          en: "What you do on the platform and when: signing in, writing, uploading, submitting, declaring, scoring, approving, and whether letters reached you. Against misuse requests are counted by source address for a short time, of which only a hash is kept; the storage logs who uploads and downloads files by source address and deletes that after a time. If you choose a second way in, the secret of your app and hashes of your recovery codes.",
        },
      ],
      ground: { articles: [6, 17] },
    },
    notCollected: {
      heading: { zh: "不收集什么", en: "What is not collected" },
      paragraphs: [
        {
          zh: "本平台不收集身份证件信息和银行账户、银行卡信息，也不收集生物识别、医疗健康、行踪轨迹等敏感个人信息。请勿在任何填写项或文件中写入；登记人员时，姓名、事由等填写项中出现此类号码的，平台不予接收。",
          en: "The platform collects no identity-card data, no bank account or card, and no other sensitive information such as biometrics, health or whereabouts. Write none of it into any field or file; where people are registered, a name or reason that holds such a number is refused.",
        },
      ],
      ground: { articles: [6, 28, 29] },
    },
    shownTo: {
      heading: { zh: "谁能看到", en: "Who sees it" },
      paragraphs: [
        {
          zh: "本单位的填报人和审核人、项目办公室工作人员、监督人员按各自职责查看；评审专家只查看分配给其的申报材料，申报单位看不到评审专家是谁。公示内容只有学会名称和档次。发送邮件须将您的邮箱交由邮件服务处理。除法律规定外，不向其他人提供。",
          en: "Your society's filler and approver, the programme office and its supervisors, each as far as their work needs; experts see the applications assigned to them, and applicants do not see who reviews. The public notice shows names and tiers of societies only. The mail service handles your address to deliver letters. Nobody else gets anything, unless the law demands it.",
        },
      ],
      ground: { articles: [17, 21, 23, 25] },
    },
    kept: {
      heading: { zh: "保存多久、存在哪里", en: "How long and where it is kept" },
      paragraphs: [
        {
          zh: "验证码和登录状态到期即失效。申报、评审和决定的办理记录保存至项目实施、考核和审计结束，其后由项目办公室按档案管理规定移交或删除。存储在中国境内。",
          en: "Codes and sessions end when they expire. The record of applications, reviews and decisions is kept until the programme, its assessment and its audit are over; then the programme office hands it to the archive or deletes it as the rules on archives say. It is stored in mainland China.",
        },
      ],
      ground: {
        articles: [17, 19, 40],
        assumption: {
          zh: "通知未规定保存期限和存储地点，此处为本方案所定；部署在其他地区的，须另立版本。",
          en: "The notice is silent on how long and where; this is the text's own. Who deploys elsewhere writes a version of its own.",
        },
      },
    },
    rights: {
      heading: { zh: "您的权利", en: "Your rights" },
      paragraphs: [
        {
          zh: "您可以向上述联系方式请求查阅、复制、更正、补充或者删除您的个人信息，要求解释处理规则；也可以向履行个人信息保护职责的部门投诉、举报。",
          en: "At the contact above you may ask to see, copy, correct, complete or delete your information and to have these rules explained; you may also complain to the authorities for the protection of personal information.",
        },
      ],
      ground: { articles: [17, 44, 45, 46, 47, 48, 50, 65] },
    },
    acceptance: {
      heading: { zh: "同意出于自愿", en: "You accept of your own will" },
      paragraphs: [
        {
          zh: "是否同意由您本人决定，他人不能代为同意。没有这些信息，平台无法确认是谁在办理，因此不同意的不能使用本平台办理；您可以退出登录，并请本单位另行指定人员或者联系项目办公室。",
          en: "Whether you accept is yours alone to decide; nobody accepts for another. Without this information the platform can't tell who acts, so who does not accept can't act on it: sign out, and ask your organisation to name somebody else, or the programme office.",
        },
      ],
      ground: { articles: [13, 14, 16] },
    },
    withdrawal: {
      heading: { zh: "随时可以撤回", en: "You may withdraw at any time" },
      paragraphs: [
        {
          zh: "同意后可以随时在平台上撤回，方式与同意同样简便。撤回后您不能再办理，重新同意的除外；撤回前已经提交的材料、作出的评分和决定以及办理记录不受影响，继续保存。",
          en: "You may withdraw on the platform at any time, as easily as you accepted. From then on you can't act unless you accept again; what was submitted, scored, decided and recorded before stays as it is and is kept.",
        },
      ],
      ground: { articles: [15, 16] },
    },
    changes: {
      heading: { zh: "内容变更", en: "When this text changes" },
      paragraphs: [
        {
          zh: "目的、方式或者信息种类变更的，发布新版本并重新征得您的同意。每次同意和撤回的版本、语言、文本摘要值和时间均有记录。",
          en: "When purposes, ways or kinds of information change there is a new version, and you are asked anew. Each acceptance and withdrawal is recorded with version, language, hash of the text and time.",
        },
      ],
      ground: { articles: [14, 17] },
    },
  },
});
