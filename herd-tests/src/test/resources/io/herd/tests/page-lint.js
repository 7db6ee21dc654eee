/** Compiles files, given by their names, without any output. Returns what is wrong, a line each. */
({ files, roots }) => {
  const options = {
    allowJs: true, checkJs: true, noEmit: true, skipLibCheck: true, types: [],
    target: ts.ScriptTarget.ES2024, module: ts.ModuleKind.ES2022, moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2024.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
    strict: false, noUnusedLocals: true, noUnusedParameters: true, noImplicitReturns: true, noFallthroughCasesInSwitch: true,
    allowUnreachableCode: false, allowUnusedLabels: false,
  };
  const host = {
    fileExists: name => name in files,
    readFile: name => files[name],
    getSourceFile: (name, version) => name in files ? ts.createSourceFile(name, files[name], version) : undefined,
    getDefaultLibFileName: () => "/lib.d.ts",
    getDefaultLibLocation: () => "/",
    getCurrentDirectory: () => "/",
    getCanonicalFileName: name => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    writeFile: () => {},
  };
  return ts.getPreEmitDiagnostics(ts.createProgram(roots, options, host)).map(({ file, start, messageText }) => {
    const line = file ? `${file.fileName}:${file.getLineAndCharacterOfPosition(start).line + 1}: ` : "";
    return line + ts.flattenDiagnosticMessageText(messageText, " ");
  });
}
