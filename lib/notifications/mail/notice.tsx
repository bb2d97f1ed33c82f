/** @jsxRuntime automatic @jsxImportSource react */
// A notice's e-mail: the news, a few lines, and at most one place to go. Nothing to answer.
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
import type { NoticeMail } from '../notice-words';
import { body, button, container, heading, rule, small, text } from './style';

function Notice({ mail }: { mail: NoticeMail }) {
  const [news = '', ...lines] = mail.lines;
  return (
    <Html lang={mail.language} dir="ltr">
      <Head />
      <Preview>{news}</Preview>
      <Body style={body}>
        <Container style={container}>
          <Text style={small}>{mail.practice}</Text>
          <Heading as="h1" style={heading}>
            {news}
          </Heading>
          {lines.map((line, place) => (
            // Two things may have the same name and the same day.
            <Text key={`${place} ${line}`} style={text}>
              {line}
            </Text>
          ))}
          {mail.link && (
            <>
              <Section style={{ margin: '20px 0 8px' }}>
                <Button href={mail.link.href} style={button}>
                  {mail.link.label}
                </Button>
              </Section>
              <Text style={small}>{mail.link.ifNot}</Text>
              <Text style={{ ...small, overflowWrap: 'anywhere' }}>{mail.link.href}</Text>
            </>
          )}
          <Hr style={rule} />
          <Text style={small}>{mail.why}</Text>
        </Container>
      </Body>
    </Html>
  );
}

/** The same for people who read without HTML. */
function plain(mail: NoticeMail): string {
  return [
    mail.practice,
    '',
    ...mail.lines,
    '',
    ...(mail.link ? [`${mail.link.label}: ${mail.link.href}`, ''] : []),
    mail.why,
    '',
  ].join('\n');
}

/** One rendered notice; the same bytes for the same facts. */
export async function renderNotice(
  mail: NoticeMail,
): Promise<{ subject: string; html: string; body: string }> {
  return { subject: mail.subject, html: await render(<Notice mail={mail} />), body: plain(mail) };
}
