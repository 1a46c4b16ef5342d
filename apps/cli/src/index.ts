export { main, sunledgerProgram } from './main';
