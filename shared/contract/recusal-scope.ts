/**
 * Acts on a whole list, and reads of figures from which a single application's could be worked out: refused while the
 * list holds an application that the caller stands aside from. Everything else is judged application by application.
 */
export const wholeLists: ReadonlySet<string> = new Set([
  "proposeExtension",
  "decideDispensation",
  "proposeRecommendedList",
  "importRecommendedList",
  "approveRecommendedList",
  "getRecommendedList",
  "askAssignmentPlan",
  "listAssignmentPlans",
  "getAssignmentPlan",
  "approveAssignmentPlan",
  "commitAssignmentDraw",
  "freezeDrawPool",
  "witnessAssignmentDraw",
  "approveAssignmentDraw",
  "getAssignmentDraw",
  "getDrawBundle",
  "getDrawSheet",
  "openDefenceDraw",
  "drawDefence",
  "composeDefenceNotice",
  "approveDefenceNotice",
  "tryDefenceTimetable",
  "proposeDefenceTimetable",
  "getDefenceTimetable",
  "approveDefenceTimetable",
  "proposeDecision",
  "approveDecision",
  "getDecision",
  "listDecisions",
  "recordDeliberation",
  "concludeDeliberation",
  "listDeliberations",
  "proposeTierChange",
  "concludeTierChange",
  "previewRanking",
  "proposeOmission",
  "concludeOmission",
  "listOmissions",
  "publishNotice",
  "announceResult",
  "publishSupplements",
  "getStandingList",
]);

/**
 * Acts on any number of societies in several transactions: refused to whoever stands aside from anything, so that none is
 * left half done.
 */
export const manySocieties: ReadonlySet<string> = new Set(["importSuppliers", "inviteSocieties"]);

/**
 * Of no application: the register of names, the pool of experts with their ties, and recusal itself. Files of facts on
 * societies are not among them: they refuse the rows that concern one from which the importer stands aside.
 */
export const ofNoApplication: ReadonlySet<string> = new Set([
  "listSocieties",
  "listExperts",
  "importExperts",
  "importExpertFile",
  "declareTie",
  "recordTie",
  "endTie",
  "listOwnTies",
  "listTies",
  "askGlass",
]);
