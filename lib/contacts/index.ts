// People, ways to reach them, and the trees that say who tells whom.
export { askDue, askEverybody, askPerson, confirmPerson } from './confirm';
export { readConfirm, takeConfirm, type ConfirmLink, type ConfirmPage } from './confirm-link';
export { givePeopleList, mapPeopleList, readImport, refusedFile, startPeopleImport } from './import';
export { takePeople } from './import-take';
export { addPersonByHand, bringBackPerson, changePerson, personLeft, setLanguage } from './people';
export { exportPeople } from './people-file';
export { listPeople, readPerson } from './people-read';
export { addWay, changeWay, putWayFirst, removeWay, setConsent } from './reaches';
export { consentWords, patientSigns } from './people-words';
export { reachCode, sendCode, typeCode } from './reaches-code';
export { addPerson } from './edit';
export { hashNumber } from './stopped';
export { readPeople, readReachability, readTrees, treePeople } from './read';
export { couldBeStored, isWritableWay } from './stored';
export { silentIn } from './test-again';
export { answerTest, closeTest, readTests, startTest, type TestAnswer } from './tests';
export { readRemovedTrees, readTreeFacts, readTreeForEditing } from './tree-read';
export { addTree, bringBackTree, changeTree, moveTree, removeTree } from './trees';
