export { exitCodes, main, sunledgerProgram } from './main';
