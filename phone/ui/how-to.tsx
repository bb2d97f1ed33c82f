/** @jsxImportSource preact */
// A how-to: paragraphs, lists and bold, numbers one can tap.
import { parseMarkdown, type Inline } from '@/lib/runbooks/rules';
import { Linked } from './phones';

const words = (parts: readonly Inline[]) =>
  parts.map((part, at) => {
    const text = <Linked key={at} text={part.text} />;
    return part.bold ? <b key={at}>{text}</b> : text;
  });

export function HowTo({ text }: { text: string }) {
  return (
    <>
      {parseMarkdown(text).map((block, place) => {
        if (block.kind === 'list') {
          const List = block.ordered ? 'ol' : 'ul';
          return (
            <List key={place} class="howto" dir="auto" {...(block.ordered && { start: block.start })}>
              {block.items.map((item, at) => (
                <li key={at}>{words(item)}</li>
              ))}
            </List>
          );
        }
        return (
          <p key={place} class="howto" dir="auto">
            {block.lines.map((line, at) => (
              <span key={at} class="line">
                {words(line)}
              </span>
            ))}
          </p>
        );
      })}
    </>
  );
}
