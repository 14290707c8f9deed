// The lint of everything TypeScript: as strict as the types allow, and no way
// for a string to become markup.

import tseslint from "typescript-eslint";

const noMarkup = [
  ...["innerHTML", "outerHTML"].map((property) => ({
    selector: `AssignmentExpression > MemberExpression.left[property.name="${property}"]`,
    message: `Text from elsewhere must not become markup: build nodes, or let Lit render, instead of ${property}.`,
  })),
  {
    selector: 'CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe|parseHTMLUnsafe|createContextualFragment)$/]',
    message: "Text from elsewhere must not become markup: build nodes, or let Lit render.",
  },
  {
    selector: 'ImportDeclaration[source.value=/unsafe-html|unsafe-svg/]',
    message: "Text from elsewhere must not become markup: these directives of Lit put it there.",
  },
];

export default tseslint.config(
  { ignores: ["node_modules/", "test-results/", "playwright-report/"] },
  {
    files: ["src/**/*.ts", "e2e/**/*.ts", "proof/**/*.ts", "playwright.config.ts", "proof.config.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "no-restricted-syntax": ["error", ...noMarkup],
      "no-eval": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      // A number in a template is a number in decimal: nothing to be strict about.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
    },
  },
  {
    // node:test returns promises that its own runner awaits.
    files: ["src/**/*.test.ts"],
    rules: { "@typescript-eslint/no-floating-promises": "off" },
  },
);
