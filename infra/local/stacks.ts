import { createHash } from "node:crypto";
import { readAssembly, type Stack } from "./assembly.ts";
import { noValue, resolve, type Scope } from "./intrinsics.ts";
import { type Kind, kinds, type Place } from "./kinds.ts";

/** A resource with its name settled and its properties worked out. */
export interface Found {
  /** `Stack.LogicalId (Type)`, as faults name it. */
  id: string;
  logicalId: string;
  type: string;
  name: string;
  ref: string;
  /** Empty where a type has none that anything refers to. */
  arn: string;
  properties: unknown;
  /** Folders of zipped assets by their key in the assets bucket. */
  assets: Map<string, string>;
}

/** What all stacks of one assembly have in common. */
export interface Environment {
  region: string;
  accountId: string;
  partition: string;
  urlSuffix: string;
}

function environmentOf(stacks: Stack[]): Environment {
  const [first] = stacks;
  if (first === undefined) throw new Error("the assembly holds no stack");
  const { region, accountId } = first;
  const odd = stacks.find((stack) => stack.region !== region || stack.accountId !== accountId);
  if (odd !== undefined)
    throw new Error(`stack ${odd.name} is for another region or account than ${first.name}`);
  const partition = region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  return {
    region,
    accountId,
    partition,
    urlSuffix: partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com",
  };
}

/** Names that a template leaves to AWS are made from stack and logical id, so that they stay the same over restarts. */
function madeName(stack: Stack, logicalId: string, type: string): string {
  const whole = `${stack.name}-${logicalId}`;
  if (type.startsWith("AWS::ApiGatewayV2::"))
    return createHash("sha256").update(whole).digest("hex").slice(0, 10);
  if (type !== "AWS::S3::Bucket") return whole;
  // 63 characters is S3's limit; a logical id ends in CDK's own hash, so its end tells it apart.
  return whole
    .toLowerCase()
    .slice(-63)
    .replace(/^[^a-z0-9]+/, "");
}

/** Names, attributes and exports of an assembly's resources, as expressions refer to them. */
function scopesOf(stacks: Stack[], environment: Environment) {
  function placed(stack: Stack, logicalId: string): { kind: Kind; place: Place } {
    const resource = stack.template.Resources[logicalId];
    if (resource === undefined) throw new Error(`no resource ${logicalId} in ${stack.name}`);
    const { Type, Properties } = resource;
    const kind = kinds[Type];
    if (kind === undefined) throw new Error(`resource type ${Type} is not known to the local cloud`);
    const given = kind.named === undefined ? undefined : resolve(Properties[kind.named], scopeOf(stack));
    const name = typeof given === "string" ? given : madeName(stack, logicalId, Type);
    return { kind, place: { ...environment, name } };
  }

  function imported(name: string): unknown {
    for (const stack of stacks) {
      const scope = scopeOf(stack);
      for (const { Value, Export } of Object.values(stack.template.Outputs)) {
        if (Export !== undefined && resolve(Export.Name, scope) === name) return resolve(Value, scope);
      }
    }
    throw new Error(`no stack exports ${name}`);
  }

  function scopeOf(stack: Stack): Scope {
    const { Parameters, Conditions, Mappings } = stack.template;
    const { region, accountId, partition, urlSuffix } = environment;
    const pseudo: Record<string, unknown> = {
      "AWS::Region": region,
      "AWS::AccountId": accountId,
      "AWS::Partition": partition,
      "AWS::URLSuffix": urlSuffix,
      "AWS::StackName": stack.name,
      "AWS::StackId": `arn:${partition}:cloudformation:${region}:${accountId}:stack/${stack.name}/local`,
      "AWS::NoValue": noValue,
    };
    return {
      ref(id) {
        if (id in pseudo) return pseudo[id];
        const parameter = Parameters[id];
        if (parameter?.Default !== undefined) return parameter.Default;
        if (parameter !== undefined) throw new Error(`parameter ${id} has no default`);
        const { kind, place } = placed(stack, id);
        return kind.ref?.(place) ?? place.name;
      },
      attribute(id, name) {
        const { kind, place } = placed(stack, id);
        const spell = kind.attributes?.[name];
        if (spell === undefined)
          throw new Error(`attribute ${name} of ${id} is not known to the local cloud`);
        return spell(place);
      },
      imported,
      condition(name) {
        if (!(name in Conditions)) throw new Error(`no condition ${name}`);
        return resolve(Conditions[name], scopeOf(stack)) === true;
      },
      mapped(map, first, second) {
        const value = Mappings[map]?.[first]?.[second];
        if (value === undefined) throw new Error(`no mapping ${map}.${first}.${second}`);
        return value;
      },
    };
  }

  return { scopeOf, placed };
}

/** What is wrong with a template, every fault with its resource. */
export function throwFaults(faults: readonly string[]): void {
  if (faults.length > 0)
    throw new Error(`the template cannot run here:\n${faults.map((one) => `  ${one}`).join("\n")}`);
}

/**
 * Reads an assembly's stacks as one: references resolved, resources whose condition is false left out. Throws with every
 * resource named whose type, reference or intrinsic function the local cloud does not know.
 */
export function readStacks(dir: string): { environment: Environment; resources: Found[] } {
  const stacks = readAssembly(dir);
  const environment = environmentOf(stacks);
  const { scopeOf, placed } = scopesOf(stacks, environment);
  const faults: string[] = [];
  const resources = stacks.flatMap((stack) =>
    Object.entries(stack.template.Resources).flatMap(
      ([logicalId, { Type, Condition, Properties }]): Found[] => {
        const id = `${stack.name}.${logicalId} (${Type})`;
        try {
          const scope = scopeOf(stack);
          if (Condition !== undefined && !scope.condition(Condition)) return [];
          const { kind, place } = placed(stack, logicalId);
          const arn = kind.attributes?.Arn?.(place) ?? "";
          const ref = kind.ref?.(place) ?? place.name;
          const { assets } = stack;
          // What is not run is not read either: its properties may refer to what only AWS knows.
          const isRead = kind.inert === undefined || Type.startsWith("Custom::");
          const properties = isRead ? resolve(Properties, scope) : {};
          return [{ id, logicalId, type: Type, name: place.name, ref, arn, properties, assets }];
        } catch (cause) {
          faults.push(`${id}: ${cause instanceof Error ? cause.message : String(cause)}`);
          return [];
        }
      },
    ),
  );
  throwFaults(faults);
  return { environment, resources };
}
