/** Entries, what entries share (`step-`), and keys. Every other file of a service is a rule. */
const reserved = "(service|api|records|(api|on|step)-[^/]+)";
const services = "^functions/([^/]+)/";

/** The arrows of the house: what may import what. `infra/check.ts` plants a violation of each and fails unless it is found. */
module.exports = {
  forbidden: [
    {
      name: "no-circles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-service-imports-another",
      severity: "error",
      from: { path: services },
      to: { path: "^functions/", pathNot: "^functions/$1/" },
    },
    {
      name: "shared-stands-on-nothing-above",
      severity: "error",
      from: { path: "^shared/" },
      to: { path: "^(functions|infra|cli|web|test)/" },
    },
    {
      name: "contract-events-programme-kernel-files-are-pure",
      severity: "error",
      from: {
        path: "^shared/(assignment|conflicts|consent|contract|events|programme|kernel|files|ranking)/",
      },
      to: { path: "^shared/(runtime|store)/|^node_modules/(@aws-sdk|@middy|nodemailer)/" },
    },
    {
      name: "store-does-not-know-runtime",
      severity: "error",
      from: { path: "^shared/store/" },
      to: { path: "^shared/runtime/" },
    },
    {
      name: "a-manifest-is-data",
      severity: "error",
      from: { path: `${services}service\\.ts$` },
      to: { path: "^shared/(runtime|store)/|^functions/" },
    },
    {
      name: "rules-are-pure",
      severity: "error",
      from: { path: services, pathNot: `^functions/[^/]+/${reserved}\\.ts$` },
      to: {
        path: [
          "^shared/(runtime|store)/",
          "^node_modules/(@aws-sdk|@middy|nodemailer)/",
          "^(node:)?(fs|net|http|https|child_process|worker_threads|crypto)$",
        ],
      },
    },
    {
      name: "infra-knows-services-by-their-manifest",
      severity: "error",
      from: { path: "^infra/", pathNot: "^infra/local/" },
      to: { path: "^functions/", pathNot: "^functions/[^/]+/service\\.ts$" },
    },
    {
      name: "the-local-cloud-knows-no-service",
      severity: "error",
      from: { path: "^infra/local/" },
      to: { path: "^functions/" },
    },
    {
      name: "nothing-deployed-knows-the-local-cloud",
      severity: "error",
      from: { path: "^(functions|shared)/" },
      to: { path: "^(infra|cli|test)/" },
    },
    {
      name: "commands-stand-on-rules",
      severity: "error",
      from: { path: "^cli/" },
      to: { path: `^functions/[^/]+/${reserved}\\.ts$` },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(cdk\\.out|out|\\.local)/" },
    enhancedResolveOptions: { extensions: [".ts", ".js", ".mjs", ".cjs"] },
  },
};
