'use client';
// Opens the browser's print window; the page's print look does the rest.
import { Printer } from 'lucide-react';
import { Button } from './button';

export function PrintButton({ word = 'Print this page' }: { word?: string }) {
  return (
    <Button type="button" onClick={() => window.print()}>
      <Printer aria-hidden className="size-5" />
      {word}
    </Button>
  );
}
