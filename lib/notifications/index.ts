// Turns events into deliveries, keeps at it until it knows how each ended, and takes people's answers.
export { sendAccountMessage } from './account';
export { planEvent } from './announce';
export { answerByLink, readAnswerPage, type AnswerPage } from './answers';
export { dispatch } from './dispatch';
export { receiveMailStatus, receiveText, receiveTextStatus } from './hooks';
export { previewTelling } from './preview';
export { beat, lastBeat, readPulse, type Pulse } from './pulse';
export { readRoster } from './roster';
export { findLinked, type Link } from './recipients';
export { previewTest, readTest, readTestCsv } from './test-board';
export { answerTestByLink, endTest, readTestPage, stopTest, type TestPage } from './tests';
export { noticeSentence, readNotices } from './told';
export { registerWorkers } from './workers';
