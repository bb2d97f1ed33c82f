// What no test may cause: an error on a page's console, an uncaught exception, an answer of 500 or more.
import { expect, type BrowserContext, type Page } from '@playwright/test';

export class Guard {
  private readonly faults: string[] = [];
  private readonly allowed: RegExp[] = [];

  /** For tests that cause a fault on purpose: says which lines are expected. */
  allow(...patterns: RegExp[]): void {
    this.allowed.push(...patterns);
  }

  watch(context: BrowserContext): void {
    context.on('page', (page) => this.watchPage(page));
    context.on('weberror', (error) =>
      this.faults.push(`uncaught: ${error.error().stack ?? error.error().message}`),
    );
    context.on('response', (response) => {
      if (response.status() >= 500) this.faults.push(`${response.status()} from ${response.url()}`);
    });
  }

  private watchPage(page: Page): void {
    page.on('console', (message) => {
      if (message.type() === 'error') {
        this.faults.push(`console: ${message.text()} (${page.url()} ${message.location().url})`);
      }
    });
    page.on('crash', () => this.faults.push(`page crashed: ${page.url()}`));
  }

  /** Fails with every fault that nobody allowed. */
  check(): void {
    const unexpected = this.faults.filter((fault) => !this.allowed.some((pattern) => pattern.test(fault)));
    expect(unexpected, 'console errors, exceptions and 5xx answers').toEqual([]);
  }
}
