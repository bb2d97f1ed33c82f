/** @jsxRuntime automatic @jsxImportSource react */
// The e-mail: plain, readable on a small phone in a hurry, and the same bytes for the same facts.
import {
  Body,
  Button,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Preview,
  Section,
  Text,
} from '@react-email/components';
import { render } from '@react-email/render';
import {
  asksAnswer,
  cleanName,
  emailLines,
  emailSubject,
  emailWhy,
  type MessageFacts,
  type Words,
} from '../rules';
import { wordsFor } from '../words';
import { body, button, container, heading, INK, rule, small, text } from './style';

// Amber and framed, and in words: colour alone says nothing in the dark or to a screen reader.
const banner = {
  backgroundColor: '#ffe9b8',
  border: '3px dashed #8a5a00',
  color: INK,
  fontSize: '20px',
  fontWeight: 700,
  lineHeight: '28px',
  margin: '0 0 20px',
  padding: '12px 16px',
};

interface MessageProps {
  facts: MessageFacts;
  link: string;
  words: Words;
}

/** The page's own anchors: following a link answers nothing, it only shows where to answer. */
function buttons(facts: MessageFacts, link: string, words: Words): { label: string; href: string }[] {
  if (!asksAnswer(facts.kind)) return [{ label: words.mail.open, href: link }];
  return [
    { label: words.mail.coming, href: `${link}#coming` },
    { label: words.mail.cannot, href: `${link}#cannot` },
    { label: words.mail.help, href: `${link}#help` },
  ];
}

function Message({ facts, link, words }: MessageProps) {
  const [news = '', ...lines] = emailLines(facts, words);
  return (
    <Html lang={facts.language} dir="ltr">
      <Head />
      <Preview>{news}</Preview>
      <Body style={body}>
        <Container style={container}>
          {facts.drill && <Text style={banner}>{words.mail.drillBanner}</Text>}
          <Text style={small}>{cleanName(facts.practiceName) || words.mail.practice}</Text>
          <Heading as="h1" style={heading}>
            {news}
          </Heading>
          {lines.map((line) => (
            <Text key={line} style={text}>
              {line}
            </Text>
          ))}
          <Section style={{ margin: '20px 0 8px' }}>
            {buttons(facts, link, words).map(({ label, href }) => (
              <Button key={label} href={href} style={button}>
                {label}
              </Button>
            ))}
          </Section>
          <Text style={small}>{words.mail.link}</Text>
          <Text style={{ ...small, overflowWrap: 'anywhere' }}>{link}</Text>
          <Hr style={rule} />
          <Text style={small}>{emailWhy(facts, words)}</Text>
        </Container>
      </Body>
    </Html>
  );
}

/** The same message for people who read without HTML. */
function plain(facts: MessageFacts, link: string, words: Words): string {
  return [
    ...(facts.drill ? [words.mail.drillBanner, ''] : []),
    cleanName(facts.practiceName) || words.mail.practice,
    '',
    ...emailLines(facts, words),
    '',
    ...buttons(facts, link, words).map(({ label, href }) => `${label}: ${href}`),
    '',
    emailWhy(facts, words),
    '',
  ].join('\n');
}

/**
 * One rendered e-mail. `link` may be a placeholder (linkPlaceholder), filled later with fillLink: the bytes are
 * the same as if it had been there from the start.
 */
export async function renderMail(
  facts: MessageFacts,
  link: string,
): Promise<{ subject: string; html: string; text: string }> {
  const words = wordsFor(facts.language);
  return {
    subject: emailSubject(facts, words),
    html: await render(<Message facts={facts} link={link} words={words} />),
    text: plain(facts, link, words),
  };
}
