// Takes pictures of the main pages into a folder: `OUT/<role>/<page>-<language>-<theme>-<width>.png`.

import { mkdir } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SESSION, startDemo } from "./program.mjs";
import { DESK, PHONE, startBrowser, Visitor } from "./visitors.mjs";

const SCHEDULE = `/s/${SESSION}`;
const ORGANIZE = `/organize/${SESSION}`;

/** Pages before the first webinar. */
const BEFORE = {
  guest: {
    programme: "/",
    schedule: SCHEDULE,
    webinar: `/w/${SESSION}-s01`,
    register: `${SCHEDULE}/register`,
    login: "/login",
    verify: "/verify",
  },
  listener: { me: "/me" },
  moderator: { broadcast: `/broadcast/${SESSION}-s01` },
  organizer: { sessions: "/organize", session: ORGANIZE, emails: `${ORGANIZE}/emails`, report: `${ORGANIZE}/report` },
  curator: { network: "/network" },
};

/** Pages on which documents have been issued. */
const AFTER = {
  listener: { "me-with-documents": "/me" },
  organizer: { documents: `${ORGANIZE}/documents` },
};

async function takePictures(browser, demo, role, pages, folder) {
  await mkdir(path.join(folder, role), { recursive: true });
  for (const theme of ["light", "dark"]) {
    const visitor = await Visitor.arrive(browser, demo.address, { theme });
    if (demo.logins.has(role)) {
      await visitor.goesThrough(demo.logins.get(role));
    } else if (role !== "guest") {
      throw new Error(`the demonstration prints no link for the ${role}:\n${demo.said()}`);
    }
    for (const [name, address] of Object.entries(pages)) {
      for (const language of ["ru", "en"]) {
        for (const viewport of [PHONE, DESK]) {
          await visitor.page.setViewportSize(viewport);
          const page = await visitor.opens(`${address}?lang=${language}`);
          const file = path.join(folder, role, `${name}-${language}-${theme}-${viewport.width}.png`);
          await page.screenshot({ path: file, fullPage: true });
        }
      }
    }
    for (const problem of visitor.problems) {
      console.error(`${role}: ${problem}`);
    }
    await visitor.leaves();
  }
}

/** Waits until the demonstration has issued documents, and gives the verification page of a listener's. */
async function issuedDocument(browser, demo) {
  const visitor = await Visitor.arrive(browser, demo.address);
  await visitor.goesThrough(demo.logins.get("listener"));
  for (let tries = 0; tries < 120; tries += 1) {
    const page = await visitor.opens("/me");
    const links = page.locator('a[href*="/verify/"]');
    if ((await links.count()) > 0) {
      const link = new URL(await links.first().getAttribute("href"), demo.address);
      await visitor.leaves();
      return link.pathname;
    }
    await sleep(1000);
  }
  throw new Error(`no document was issued within two minutes:\n${demo.said()}`);
}

async function main([folder]) {
  if (!folder) {
    console.error("usage: scripts/screenshots OUT");
    process.exit(2);
  }
  const browser = await startBrowser();
  let demo;
  try {
    demo = await startDemo();
    for (const [role, pages] of Object.entries(BEFORE)) {
      await takePictures(browser, demo, role, pages, folder);
    }
    await demo.end();
    // Ten minutes a second: documents of the first webinar are there after a quarter of a minute.
    demo = await startDemo({ speed: 600 });
    const verification = await issuedDocument(browser, demo);
    await takePictures(browser, demo, "guest", { "verify-document": verification }, folder);
    for (const [role, pages] of Object.entries(AFTER)) {
      await takePictures(browser, demo, role, pages, folder);
    }
  } finally {
    await browser.close();
    await demo?.end();
  }
}

await main(process.argv.slice(2));
