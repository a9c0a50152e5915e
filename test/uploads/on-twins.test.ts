import { beforeAll, describe, expect, it } from "vitest";
import { statedOf } from "../../cli/demo/budget.ts";
import { chanceOf } from "../../cli/demo/chance.ts";
import { makeStampedPdf } from "../../cli/demo/files.ts";
import type { PublicSociety } from "../../cli/demo/societies.ts";
import { handler } from "../../functions/applications/api.ts";
import { makeForm } from "../../functions/applications/form.ts";
import { handler as onForm } from "../../functions/applications/on-form.ts";
import { handler as uploadsApi } from "../../functions/uploads/api.ts";
import { handler as onTwins } from "../../functions/uploads/on-twins.ts";
import { AgreementAnswer, type ThreeWays } from "../../shared/contract/agreement.ts";
import { applications as routes } from "../../shared/contract/applications.ts";
import type { Round } from "../../shared/contract/rounds.ts";
import type { Twin } from "../../shared/contract/twins.ts";
import { uploads as uploadRoutes } from "../../shared/contract/uploads.ts";
import { applicationSubmitted } from "../../shared/events/applications.ts";
import { uploadInspected } from "../../shared/events/uploads.ts";
import { LocalDate } from "../../shared/kernel/time.ts";
import { cast2021 } from "../../shared/programme/cast-2021.ts";
import type { ProgrammeDefinition } from "../../shared/programme/schema.ts";
import { transact } from "../../shared/store/commit.ts";
import { societies } from "../../shared/store/published/societies.ts";
import { twins } from "../../shared/store/published/twins.ts";
import { duringIntake, givenDraft, openRound } from "../applications/given.ts";
import { edited, retyped } from "../applications/given-word.ts";
import { answerTo } from "../asked.ts";
import { onceKey, signedIn } from "../given.ts";
import { lastFact, tell } from "../told.ts";
import { uploaded } from "./given-files.ts";

let round: Round;
beforeAll(async () => {
  round = await openRound();
});

const later = "2021-11-08T02:05:00.000Z";
const formerName = "中国检验学会";

/** A draft with the form that was made of it. */
async function given(of: Round = round) {
  const draft = await givenDraft(of);
  const { application, content, filler, approver, society } = draft;
  const form = await makeForm({
    definition: cast2021,
    application: { ...application, societyName: society.names.zh, version: 1 },
    sections: content,
    checkCode: "0a1b2c3d".padEnd(64, "0"),
  });
  const shown: PublicSociety = {
    ...{ code: society.code, category: "理科", name_zh: society.names.zh, name_en: "Society" },
  };
  const printed = (docx: Uint8Array, name = society.names.zh) =>
    new Uint8Array(makeStampedPdf(docx, { ...shown, name_zh: name }));
  /** Sent in and inspected; everybody who hears of it does his part. */
  const sendIn = async (kind: "form" | "stamped", bytes: Uint8Array, at: string = duringIntake) => {
    const { upload } = await uploaded(application, filler.token, bytes, { kind, name: `${kind}.bin`, at });
    const fact = await lastFact(uploadInspected, upload.id);
    await tell(onForm, fact);
    await tell(onTwins, fact);
    return { kind, uploadId: upload.id, fact };
  };
  const agreement = async (token = filler.token) =>
    answerTo(handler, routes.getAgreement, { at: duringIntake, token, params: { id: application.id } });
  const pair = async () => AgreementAnswer.parse((await agreement()).body).pairs[0];
  const submit = async (uploads: { kind: string; uploadId: string }[]) => {
    const named = uploads.map(({ kind, uploadId }) => ({ kind, uploadId }));
    const answer = await answerTo(handler, routes.submitApplication, {
      ...{ at: duringIntake, token: approver.token, headers: onceKey(), params: { id: application.id } },
      body: { version: 1, undertakingVersion: cast2021.undertaking.version, uploads: named },
    });
    return answer;
  };
  return { ...draft, form, printed, sendIn, agreement, pair, submit };
}

const statesOf = (pair: ThreeWays | undefined) =>
  pair && [pair.draftWord.state, pair.wordPdf.state, pair.draftPdf.state].join(" ");
const findingsOf = (pair: ThreeWays | undefined) =>
  pair?.wordPdf.twin?.comparison.findings.map(({ code, file }) =>
    file === null ? code : `${file}: ${code}`,
  );

describe("draft, Word form and PDF, before they are submitted", () => {
  it("are not known to agree while a file is not there", async () => {
    const { pair, sendIn, form } = await given();
    expect(statesOf(await pair())).toBe("unknown unknown unknown");
    await sendIn("form", form);
    expect(statesOf(await pair())).toBe("agree unknown unknown");
  });

  it.each([
    ["the Word form", ["form", "stamped"]],
    ["the PDF", ["stamped", "form"]],
  ] as const)("agree where %s came first and all say the same", async (_, order) => {
    const { pair, sendIn, form, printed } = await given();
    const files = { form, stamped: printed(form) };
    for (const kind of order) await sendIn(kind, files[kind]);
    expect(findingsOf(await pair())).toEqual([]);
    expect(statesOf(await pair())).toBe("agree agree agree");
  });

  it("show where a PDF of an older print differs, and how the draft stands to it", async () => {
    const { pair, sendIn, form, printed, content } = await given();
    const president = content.profile?.parts.president ?? "";
    await sendIn("form", form);
    await sendIn("stamped", printed(retyped(form, president, "欧阳某某")));
    const found = await pair();
    expect(statesOf(found)).toBe("agree differ differ");
    expect(findingsOf(found)).toEqual(["text-differs"]);
    expect(found?.wordPdf.twin?.comparison.passages[0]?.pdf).toContain("欧阳某某");
  });

  it("show what was changed in Word alone", async () => {
    const { pair, sendIn, form, printed, content } = await given();
    const edited = retyped(form, content.profile?.parts.president ?? "", "欧阳某某");
    await sendIn("form", edited);
    await sendIn("stamped", printed(edited));
    const found = await pair();
    expect(statesOf(found)).toBe("differ agree differ");
    expect(found?.draftWord.differences.map(({ key }) => key)).toEqual(["profile.president"]);
  });

  it("are compared anew when a better file comes, and the older comparison is kept", async () => {
    const { pair, sendIn, form, printed, application, content } = await given();
    await sendIn("form", form);
    await sendIn("stamped", printed(retyped(form, content.profile?.parts.president ?? "", "欧阳某某")));
    const { fact } = await sendIn("stamped", printed(form), later);
    expect(statesOf(await pair())).toBe("agree agree agree");
    await tell(onTwins, fact);
    await tell(onTwins, { ...fact, id: `${fact.id.slice(0, -1)}0` as typeof fact.id });
    expect(await twins.list(application.id)).toHaveLength(2);
  });

  it("are not guessed at in a scan", async () => {
    const { pair, sendIn, form, society } = await given();
    const shown = { code: society.code, category: "理科", name_zh: society.names.zh, name_en: "Society" };
    await sendIn("form", form);
    await sendIn("stamped", new Uint8Array(makeStampedPdf(form, shown, true)));
    const found = await pair();
    expect(statesOf(found)).toBe("agree unknown unknown");
    expect(found?.wordPdf.twin?.comparison.verdict).toBe("not-checkable");
  });

  it("are shown to the society and the staff, and to nobody else", async () => {
    const { agreement, approver } = await given();
    const officer = await signedIn("officer");
    const supervisor = await signedIn("supervisor");
    for (const { token } of [approver, officer, supervisor])
      expect((await agreement(token)).status).toBe(200);
    const { filler: stranger } = await givenDraft(round);
    expect((await agreement(stranger.token)).status).toBe(404);
    expect((await agreement((await signedIn("expert")).token)).status).toBe(403);
  });

  it("say by the definition which of them governs", async () => {
    const { agreement } = await given();
    expect((await agreement()).body.rule).toEqual({ governs: "stamped", difference: "warns" });
  });
});

describe("the society's name", () => {
  const names = [
    [true, []],
    [false, ["word: name-missing", "pdf: name-missing"]],
  ] as const;

  it.each(names)(
    "of before counts where the register knows it (%s), else it is a doubt",
    async (isKnown, found) => {
      const { pair, sendIn, form, printed, society } = await given();
      const { importHash, importFile, importedBy, importedAt } = society;
      const recorded = { importHash, importFile, importedBy, importedAt };
      const former = { zh: formerName, en: null, from: null, until: LocalDate.parse("1999-06-01"), recorded };
      const formerNames = isKnown ? [former] : [];
      await transact([societies.overwrite({ ...society, formerNames, version: 2 })]);
      const old = edited(form, (xml) => xml.replaceAll(society.names.zh, formerName));
      await sendIn("form", old);
      await sendIn("stamped", printed(old, formerName));
      expect(findingsOf(await pair())).toEqual(found);
    },
  );
});

describe("a submission", () => {
  it("does not wait for the comparison, which is made when both are inspected", async () => {
    const { submit, sendIn, form, printed, pair, application } = await given();
    const files = [await sendIn("form", form), await sendIn("stamped", printed(form))];
    const answer = await submit(files);
    expect(answer.status).toBe(200);
    await tell(onTwins, await lastFact(applicationSubmitted, application.id));
    expect(statesOf(await pair())).toBe("agree agree agree");
    expect((await twins.list(application.id)).map(({ submission }) => submission).toSorted()).toEqual([0, 1]);
  });

  it("is held against the total that it froze", async () => {
    const { submit, sendIn, form, printed, pair, application, content, filler } = await given();
    const files = [await sendIn("form", form), await sendIn("stamped", printed(form))];
    const { lines = [], parts = {} } = content.budget ?? {};
    const fewer = lines.slice(1);
    const stated = statedOf(fewer, chanceOf(1, "stated"));
    await answerTo(handler, routes.saveDraft, {
      ...{ at: duringIntake, token: filler.token, params: { id: application.id, key: "budget" } },
      body: { version: 1, content: { parts, lines: fewer, stated } },
    });
    expect(await submit(files)).toMatchObject({ status: 200 });
    await tell(onTwins, await lastFact(applicationSubmitted, application.id), later);
    const found = await pair();
    expect(statesOf(found)).toBe("differ agree differ");
    expect(findingsOf(found)).toEqual(["word: total-differs", "pdf: total-differs"]);
  });

  const blocking: ProgrammeDefinition = {
    ...cast2021,
    documents: {
      ...cast2021.documents,
      agreement: {
        governs: "stamped",
        difference: "blocks",
        basis: { assumption: { zh: "测试", en: "test" } },
      },
    },
  };

  it("of a draft that is known to differ from its Word form is refused only where the programme says so", async () => {
    for (const [definition, status] of [
      [cast2021, 200],
      [blocking, 409],
    ] as const) {
      const { submit, sendIn, form, printed, content } = await given(await openRound(definition));
      const edited = retyped(form, content.profile?.parts.president ?? "", "欧阳某某");
      const answer = await submit([await sendIn("form", edited), await sendIn("stamped", printed(edited))]);
      expect(answer.status).toBe(status);
      if (status === 409)
        expect(answer.body.missing).toMatchObject([{ kind: "agreement", key: "profile.president" }]);
    }
  });

  it("is not held up by a form that nobody has read yet", async () => {
    const { submit, form, printed, application, content, filler } = await given(await openRound(blocking));
    const edited = retyped(form, content.profile?.parts.president ?? "", "欧阳某某");
    const named = [];
    for (const [kind, bytes] of [
      ["form", edited],
      ["stamped", printed(edited)],
    ] as const) {
      const { upload } = await uploaded(application, filler.token, bytes, { kind, name: `${kind}.bin` });
      named.push({ kind, uploadId: upload.id });
    }
    expect((await submit(named)).status).toBe(200);
  });

  it("with a doubt stands on the officers' list until it is returned, and one that agrees never does", async () => {
    const own = await openRound();
    const officer = await signedIn("officer");
    const doubts = async () => {
      const { body } = await answerTo(uploadsApi, uploadRoutes.listTwinDoubts, {
        ...{ at: duringIntake, token: officer.token, params: { roundId: own.id }, query: {} },
      });
      return body.items.map((one: Twin) => [
        one.societyCode,
        one.comparison.findings.map(({ code }) => code),
      ]);
    };
    const alike = await given(own);
    await alike.submit([
      await alike.sendIn("form", alike.form),
      await alike.sendIn("stamped", alike.printed(alike.form)),
    ]);
    await tell(onTwins, await lastFact(applicationSubmitted, alike.application.id));
    const one = await given(own);
    const other = retyped(one.form, one.content.profile?.parts.president ?? "", "欧阳某某");
    const files = [await one.sendIn("form", one.form), await one.sendIn("stamped", one.printed(other))];
    expect(await doubts()).toEqual([]);
    const { body: submitted } = await one.submit(files);
    await tell(onTwins, await lastFact(applicationSubmitted, one.application.id));
    expect(await doubts()).toEqual([[one.society.code, ["text-differs"]]]);
    await answerTo(handler, routes.returnApplication, {
      ...{ at: duringIntake, token: officer.token, headers: onceKey(), params: { id: one.application.id } },
      body: {
        version: submitted.version,
        items: [{ item: "盖章PDF版", reason: "与Word版不一致", place: { document: "stamped" } }],
      },
    });
    expect(await doubts()).toEqual([]);
  });
});
