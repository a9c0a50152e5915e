import type * as z from "zod";
import type { Capability } from "../capabilities.ts";

/** 一、建设内容: the four capabilities and their sixteen indicators, in the notice's order and words. */
export const capabilities: z.input<typeof Capability>[] = [
  {
    id: "organisational-cohesion",
    name: { zh: "组织凝聚力", en: "Organisational cohesion" },
    description: {
      zh: "坚持党对学会的全面领导，坚定不移走中国特色科技社团发展道路，下沉基层、服务群众，最广泛地把科技工作者团结凝聚在党的周围。",
      en: "Uphold the Party's overall leadership of the society, keep to the path of development of science and technology associations with Chinese characteristics, reach the grass roots and serve the public, and rally science and technology workers around the Party as broadly as possible.",
    },
    basis: { clause: "一、建设内容（一）", quote: "组织凝聚力" },
    indicators: [
      {
        id: "party-building",
        name: { zh: "党建工作", en: "Party building" },
        description: {
          zh: "学习贯彻党中央重大决策部署及时准确，政治把关机制严密科学，意识形态责任制落实到位，政治核心作用充分发挥。三级党组织健全、运行良好，创建符合科技社团特点、面向基层一线的党建强会品牌活动，充分发挥党员先锋模范作用。",
          en: "Major decisions of the Party's central leadership are studied and carried out promptly and exactly; political review is rigorous and sound; responsibility for ideological work is in place and the political core plays its full part. Party organisations at all three levels are complete and work well; there are recognised Party-building activities that suit a learned society and reach the front line; members set an example.",
        },
        basis: { clause: "一、建设内容（一）1", quote: "1.党建工作。" },
      },
      {
        id: "values",
        name: { zh: "价值引领", en: "Leading by values" },
        description: {
          zh: "弘扬科学家精神，积极选树宣传学会优秀典型。坚守诚信自律，恪守科研诚信，引领学术生态建设，宣传科学价值观和学会核心文化。",
          en: "Promotes the spirit of scientists, finds outstanding examples in the society and makes them known. Keeps to honesty, self-discipline and research integrity, leads in building a sound academic environment, and spreads the values of science and the society's core culture.",
        },
        basis: { clause: "一、建设内容（一）2", quote: "2.价值引领。" },
      },
      {
        id: "membership",
        name: { zh: "会员发展", en: "Membership" },
        description: {
          zh: "会员服务机构及制度完备，面向学科领域科技工作者联系渠道多样、方式多元，会员来源广泛、构成完整、活跃度高，具有创新性的会员服务产品。",
          en: "Bodies and rules for member services are complete; the ways of reaching people who work in the field are many and varied; members come from everywhere, represent the whole field and are active; services to members are innovative.",
        },
        basis: { clause: "一、建设内容（一）3", quote: "3.会员发展。" },
      },
      {
        id: "talent",
        name: { zh: "人才凝聚", en: "Gathering talent" },
        description: {
          zh: "加快建设人才创新高地，建立符合科技人才学术成长、职业发展需求的培育、服务、举荐体系，搭建各级各类、功能完备的服务平台，特别是面向青年人才的培养、服务、平台和项目。",
          en: "Builds a centre of talent and innovation; has a system to train, serve and recommend people that fits their academic growth and careers; offers fully equipped platforms of every level and kind, above all training, services, platforms and projects for the young.",
        },
        basis: { clause: "一、建设内容（一）4", quote: "4.人才凝聚。" },
      },
    ],
  },
  {
    id: "academic-leadership",
    name: { zh: "学术引领力", en: "Academic leadership" },
    description: {
      zh: "学术交流充分满足科技工作者需求，智库成果政策推动力强，科普影响面广，有效促进科技经济融合。",
      en: "Academic exchange fully meets what people in the field need, think-tank results move policy, science communication reaches widely, and science and the economy are effectively joined.",
    },
    basis: { clause: "一、建设内容（二）", quote: "学术引领力" },
    indicators: [
      {
        id: "journals",
        name: { zh: "期刊建设", en: "Journals" },
        description: {
          zh: "学会主办期刊在学科领域具有高影响力，原创高水平成果首发多，传播推广迅速有效，主编、编审及编辑队伍实现专业化、国际化。",
          en: "The society's journals have high influence in the field, are often the first to publish original work of a high level and spread it quickly and well; chief editors, reviewers and editors are professional and international.",
        },
        basis: { clause: "一、建设内容（二）1", quote: "1.期刊建设。" },
      },
      {
        id: "academic-events",
        name: { zh: "学术活动", en: "Academic events" },
        description: {
          zh: "学术交流活动品牌影响力大，科技工作者参与度、认可度高。主动研判重大科学问题难题，及时发布学科领域最新进展、技术趋势。",
          en: "Academic events are well known and influential, well attended and well regarded. The society takes the lead in judging major scientific problems and publishes the latest advances and technical trends of its field in good time.",
        },
        basis: { clause: "一、建设内容（二）2", quote: "2.学术活动。" },
      },
      {
        id: "policy-advice",
        name: { zh: "决策咨询", en: "Advice on policy" },
        description: {
          zh: "开展立法咨询、专业报告、政策解读等，引导科技工作者研究方向，支撑服务党和政府科学决策，科技工作者建议、行业报告等采纳率高。",
          en: "Advises on legislation, writes professional reports and explains policy, guides what researchers work on, supports well-founded decisions of Party and government; a high share of its proposals and industry reports is adopted.",
        },
        basis: { clause: "一、建设内容（二）3", quote: "3.决策咨询。" },
      },
      {
        id: "science-communication",
        name: { zh: "科学普及", en: "Science communication" },
        description: {
          zh: "科普工作体系健全，科学传播专家团队专业化水平高，着重打造科普活动品牌，科普产品系列化、数字化，对社会关注的热点舆论问题及时发声。",
          en: "Science communication is well organised and its expert teams are professional; activities are built into known brands, products come in series and digitally; the society speaks in time on questions that occupy the public.",
        },
        basis: { clause: "一、建设内容（二）4", quote: "4.科学普及。" },
      },
      {
        id: "industry-integration",
        name: { zh: "产学研融合", en: "Joining industry, teaching and research" },
        description: {
          zh: "汇集政产学研金服用等各类资源，组建科技服务团队，建设新型产业协同组织，建立科技成果转移转化平台，有效服务科技工作者创新创业创造活动，促进科技经济融合，服务区域产业转型升级。",
          en: "Brings together government, industry, universities, research, finance, services and users; forms service teams, new kinds of industrial cooperation and platforms for the transfer of results; serves innovation, enterprise and creation, joins science and the economy, and helps regional industry to upgrade.",
        },
        basis: { clause: "一、建设内容（二）5", quote: "5.产学研融合。" },
      },
    ],
  },
  {
    id: "public-credibility",
    name: { zh: "社会公信力", en: "Public credibility" },
    description: {
      zh: "发挥专业价值积极提供公共服务，学会治理有序、运营规范，形象公正可信赖，获得社会广泛认可。",
      en: "Uses its expertise to serve the public; is governed in good order and run by the rules, is seen as fair and trustworthy, and is widely recognised.",
    },
    basis: { clause: "一、建设内容（三）", quote: "社会公信力" },
    indicators: [
      {
        id: "public-services",
        name: { zh: "公共服务", en: "Public services" },
        description: {
          zh: "开展专业技术人员水平评价，参与专业技术人员知识更新工程，推动工程技术人员国际互认。积极开展技术标准、规范研制发布，得到行业社会和政府有关部门认可采纳。",
          en: "Assesses the level of professionals, takes part in the programme that renews their knowledge, and advances international mutual recognition of engineers. Develops and publishes technical standards and codes that industry, society and government accept and use.",
        },
        basis: { clause: "一、建设内容（三）1", quote: "1.公共服务。" },
      },
      {
        id: "democratic-governance",
        name: { zh: "民主治理", en: "Democratic governance" },
        description: {
          zh: "学会章程根据发展需要及时修订完善，贯彻落实到位。会员（代表）大会、理事会、监事会、办事机构职责明晰、制度完善，民主决策、民主监督机制健全，协同运行有效。理事长、监事长依章履职到位，秘书长专职化管理服务。学会信息公开透明。",
          en: "The articles are revised in time as the society develops and are followed. The assembly of members or their delegates, council, board of supervisors and secretariat have clear duties and complete rules; democratic decision and supervision are in place and work together. President and chair of supervisors do their duty under the articles; the secretary general works full time. Information is open.",
        },
        basis: { clause: "一、建设内容（三）2", quote: "2.民主治理。" },
      },
      {
        id: "management",
        name: { zh: "管理运营", en: "Management and operation" },
        description: {
          zh: "拥有高质量、专职化运营团队。资金筹集和运营能力高，获得政府部门专项支持多，提供服务收入占比高，可持续竞争力强。",
          en: "Has a good, full-time team. Raises and manages funds well, has much dedicated support from government, earns a high share of its income by services, and can compete lastingly.",
        },
        basis: { clause: "一、建设内容（三）3", quote: "3.管理运营。" },
      },
      {
        id: "digitalisation",
        name: { zh: "数字化建设", en: "Digitalisation" },
        description: {
          zh: "学会管理服务数字化程度高，实时互动、精准便捷。数字化服务产品质量高、影响力大，社会认可度高。",
          en: "Management and services are largely digital, respond at once, and are exact and convenient. Digital services are of high quality, influential and well regarded.",
        },
        basis: { clause: "一、建设内容（三）4", quote: "4.数字化建设。" },
      },
    ],
  },
  {
    id: "international-influence",
    name: { zh: "国际影响力", en: "International influence" },
    description: {
      zh: "以全球视野谋划和推动学会创新，全方位加强国际及港澳台地区科技合作，深度参与国际科技治理。",
      en: "Plans and drives its innovation with a global view, strengthens cooperation in science and technology internationally and with Hong Kong, Macao and Taiwan in every way, and takes a deep part in the international governance of science.",
    },
    basis: { clause: "一、建设内容（四）", quote: "国际影响力" },
    indicators: [
      {
        id: "organisations-abroad",
        name: { zh: "组织发展", en: "Organisation" },
        description: {
          zh: "推动建设国际分支或代表机构，设立外事工作机构与对外传播平台，成立国际或区域性科技组织机构。与境外重要科技组织建立会员互认。",
          en: "Works towards branches or offices abroad, has a body for foreign affairs and a platform for communication abroad, and founds international or regional organisations. Recognises members mutually with important organisations abroad.",
        },
        basis: { clause: "一、建设内容（四）1", quote: "1.组织发展。" },
      },
      {
        id: "people-exchange",
        name: { zh: "人才交流", en: "Exchange of people" },
        description: {
          zh: "积极吸纳海外知华友华科学家及港澳台科学家到学会任职，开展海外智力引进和推送。举荐专家进入国际组织并担任职务，为专家发挥作用提供支撑。",
          en: "Brings scientists abroad who know China and are its friends, and scientists of Hong Kong, Macao and Taiwan, into office in the society; brings in expertise from abroad and passes it on. Recommends experts for office in international organisations and supports them there.",
        },
        basis: { clause: "一、建设内容（四）2", quote: "2.人才交流。" },
      },
      {
        id: "mutual-trust",
        name: { zh: "互信合作", en: "Trust and cooperation" },
        description: {
          zh: "推动跨国界组织学术交流合作，发起或参与创新议题、联合项目和科学计划，为全球化热点问题提供专业方案。设立领域内具有国际影响力的奖项，具有向全球知名科技奖项推举候选人的渠道。在开放科学、数字治理、科学伦理等方面积极发声，参与国际规则制定。建立与港澳台地区科技组织、人员的合作机制，服务海峡两岸暨港澳经济社会融合发展。",
          en: "Advances academic exchange and cooperation across borders, starts or joins new topics, joint projects and science programmes, and offers professional solutions to global questions. Awards prizes of international standing in its field and has ways to nominate for the world's known prizes. Speaks up on open science, digital governance and the ethics of science and takes part in making international rules. Has working arrangements with organisations and people in Hong Kong, Macao and Taiwan that serve integrated development.",
        },
        basis: { clause: "一、建设内容（四）3", quote: "3.互信合作。" },
      },
    ],
  },
];
