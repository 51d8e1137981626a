// A stranger with a phone checks a document: by its address, by its file, by a file that was altered. And an organizer takes the registry out.
// The demonstration's clock runs ten minutes a second: the first webinar is over after some seconds, and its documents are issued.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { programFile, SESSION, startDemo } from "./program.mjs";
import { PHONE, startBrowser, Visitor } from "./visitors.mjs";

let browser, demo, folder, organizer, document;

/** The first document in the registry that has a file: its address of verification and the bytes of the file. */
async function firstDocument() {
  for (let tries = 0; tries < 240; tries += 1) {
    const page = await organizer.opens(`/organize/${SESSION}/documents?state=ready`);
    const file = page.locator('tbody a[href$=".pdf"]').first();
    if ((await file.count()) > 0) {
      const address = await page.locator('tbody a[href^="/verify/"]').first().getAttribute("href");
      const answer = await organizer.context.request.get(await file.getAttribute("href"));
      return { address, pdf: await answer.body() };
    }
    await sleep(500);
  }
  throw new Error(`no document within two minutes:\n${demo.said()}`);
}

before(async () => {
  browser = await startBrowser();
  demo = await startDemo({ speed: 600 });
  folder = await mkdtemp(path.join(tmpdir(), "webclub-verify-"));
  organizer = await Visitor.arrive(browser, demo.address);
  await organizer.goesThrough(demo.logins.get("organizer"));
  document = await firstDocument();
});

after(async () => {
  await browser?.close();
  await demo?.end();
  if (folder) {
    await rm(folder, { recursive: true, force: true });
  }
});

/** What the page says of a file that is chosen in the form. */
async function sends(visitor, bytes) {
  const page = await visitor.opens("/verify");
  await page.setInputFiles("#file", { name: "документ.pdf", mimeType: "application/pdf", buffer: bytes });
  await visitor.presses('form[enctype="multipart/form-data"] button');
  return page;
}

test("a stranger reads on a phone that a document stands, and that its file is the original", async () => {
  const stranger = await Visitor.arrive(browser, demo.address, { viewport: PHONE });
  let page = await stranger.opens(document.address);
  assert.equal(await page.locator(".verdict b").innerText(), "Документ действителен");
  assert.equal(await stranger.overflow(), 0);
  assert.deepEqual(await stranger.barriers(), []);
  page = await sends(stranger, document.pdf);
  assert.equal(await page.locator(".verdict b").innerText(), "Документ действителен");
  assert.equal(await page.locator(".notice b").innerText(), "Это подлинный файл");
  page = await sends(stranger, Buffer.concat([document.pdf, Buffer.from("\n%")]));
  assert.equal(await page.locator(".verdict b").innerText(), "Файл изменён");
  assert.equal(await stranger.overflow(), 0);
  assert.deepEqual(await stranger.barriers(), []);
  assert.deepEqual(stranger.problems, []);
  await stranger.leaves();
});

test("whoever has the file and the public keys needs no club", async () => {
  const keys = await (await fetch(`${demo.address}/.well-known/webclub-keys.json`)).text();
  const [file, altered, keyFile] = ["document.pdf", "altered.pdf", "keys.json"].map((name) => path.join(folder, name));
  await writeFile(keyFile, keys);
  await writeFile(file, document.pdf);
  await writeFile(altered, Buffer.concat([document.pdf, Buffer.from("\n%")]));
  const verify = (name) => spawnSync(programFile(), ["verify", name, "--key", keyFile], { encoding: "utf8", cwd: folder });
  const [right, wrong] = [verify(file), verify(altered)];
  assert.equal(right.status, 0, right.stderr);
  assert.match(right.stdout, /^Original: /);
  assert.ok(right.stdout.includes(document.address), right.stdout);
  assert.equal(wrong.status, 1);
  assert.match(wrong.stdout, /^Altered: /);
});

test("an organizer finds a document and takes out what was found", async () => {
  const page = await organizer.opens(`/organize/${SESSION}/documents`);
  const number = await page.locator("tbody a.number").first().innerText();
  await page.fill("#q", number);
  await organizer.presses(".filters button");
  assert.deepEqual(await page.locator("tbody a.number").allInnerTexts(), [number]);
  for (const form of ["xlsx", "csv", "zip", "pdf"]) {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator(`.take-out button[value="${form}"]`).click(),
    ]);
    assert.match(download.suggestedFilename(), new RegExp(`^Реестр документов ${SESSION}\\.${form}$`));
    assert.equal(await download.failure(), null);
  }
  assert.deepEqual(organizer.problems, []);
});
