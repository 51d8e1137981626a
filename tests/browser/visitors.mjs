// Chromium, and visitors in it: each has cookies of its own and notes what a person would not see but must not happen.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

export const PHONE = { width: 360, height: 740 };
export const DESK = { width: 1280, height: 800 };

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--no-first-run",
  "--disable-component-update",
  "--disable-sync",
  "--disable-quic",
];

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

function chromiumFile() {
  const candidates = [process.env.WEBCLUB_TEST_CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser"];
  const found = candidates.find((file) => file && existsSync(file));
  assert.ok(found, "there is no Chromium: run scripts/setup, or name one in WEBCLUB_TEST_CHROMIUM");
  return found;
}

/** Starts Chromium with an empty profile. */
export function startBrowser() {
  return chromium.launch({ executablePath: chromiumFile(), headless: true, args: FLAGS });
}

/** Somebody with a browser of his or her own. */
export class Visitor {
  /** Errors of pages and requests to other hosts, in order. */
  problems = [];

  static async arrive(browser, address, { viewport = DESK, language = "ru", theme = "light", scripts = true } = {}) {
    const visitor = new Visitor();
    visitor.address = address;
    visitor.context = await browser.newContext({
      baseURL: address,
      viewport,
      locale: language,
      colorScheme: theme,
      javaScriptEnabled: scripts,
    });
    await visitor.context.route(
      (url) => url.protocol.startsWith("http") && url.origin !== new URL(address).origin,
      (route) => {
        visitor.problems.push(`request to another host: ${route.request().url()}`);
        return route.abort();
      },
    );
    visitor.context.on("console", (message) => {
      if (message.type() === "error") {
        visitor.problems.push(`console: ${message.text()} (${message.location().url})`);
      }
    });
    visitor.context.on("weberror", (error) => visitor.problems.push(`script: ${error.error().message}`));
    visitor.page = await visitor.context.newPage();
    return visitor;
  }

  /** Opens a page, which must answer 200. */
  async opens(path) {
    const answer = await this.page.goto(path);
    assert.equal(answer.status(), 200, `${path} answers`);
    return this.page;
  }

  /** Sends the form that a selector finds, by its button, and waits for the page that follows. */
  async presses(selector) {
    const button = this.page.locator(selector).first();
    await Promise.all([this.page.waitForNavigation(), button.click()]);
    return this.page;
  }

  /** Opens a personal link with one button and presses it. */
  async goesThrough(link) {
    await this.opens(link);
    return this.presses("main form[method=post] button");
  }

  /** What axe finds on the page that is open, one line a finding. */
  async barriers({ without = [] } = {}) {
    await this.page.evaluate(AXE);
    const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
    const options = { resultTypes: ["violations"], rules };
    const result = await this.page.evaluate((options) => globalThis.axe.run(document, options), options);
    return result.violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ target }) => `${new URL(this.page.url()).pathname}: ${id}: ${help}: ${target.join(" ")}`),
    );
  }

  /** How many pixels the page is wider than the window. */
  overflow() {
    return this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  }

  leaves() {
    return this.context.close();
  }
}
