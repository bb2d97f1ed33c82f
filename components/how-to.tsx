// A how-to as it is written: paragraphs, lists and bold. Whatever else stands in it is text.
import { parseMarkdown, type Inline } from '@/lib/runbooks/rules';

function Words({ words }: { words: readonly Inline[] }) {
  return words.map((part, at) => (part.bold ? <strong key={at}>{part.text}</strong> : part.text));
}

export function HowTo({ text }: { text: string }) {
  return parseMarkdown(text).map((block, at) => {
    if (block.kind === 'paragraph') {
      return (
        <p key={at} className="mt-1" dir="auto">
          {block.lines.map((line, n) => (
            <span key={n}>
              {n > 0 && <br />}
              <Words words={line} />
            </span>
          ))}
        </p>
      );
    }
    const List = block.ordered ? 'ol' : 'ul';
    return (
      <List
        key={at}
        {...(block.ordered && { start: block.start })}
        className={`mt-1 pl-6 ${block.ordered ? 'list-decimal' : 'list-disc'}`}
        dir="auto"
      >
        {block.items.map((item, n) => (
          <li key={n}>
            <Words words={item} />
          </li>
        ))}
      </List>
    );
  });
}
