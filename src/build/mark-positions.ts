/**
 * Decides where the marks go: walks the syntax tree of one transport's source and says what to insert at
 * which offset. Only reads; `transport-marks.ts` writes.
 */
import ts from 'typescript'

/** A statement that gets a mark: lines `line` to `endLine`, counted from 1. */
export interface MarkedLines {
  readonly line: number
  readonly endLine: number
}

export interface Insertion {
  readonly offset: number
  readonly text: string
  /** Insertions of one offset keep the order they were made in; what closes comes before what opens. */
  readonly closes: boolean
}

export interface MarkPlan {
  readonly insertions: readonly Insertion[]
  readonly marks: readonly MarkedLines[]
}

/** Plans a mark before each statement of every function that has `run` in scope. Offsets count UTF-16 units. */
export function planMarks(source: string, file: string): MarkPlan {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true)
  const plan = new Planner(tree)
  plan.outside(tree)
  return plan
}

class Planner implements MarkPlan {
  readonly insertions: Insertion[] = []
  readonly marks: MarkedLines[] = []
  readonly #tree: ts.SourceFile

  constructor(tree: ts.SourceFile) {
    this.#tree = tree
  }

  /** Looks for functions that take a `run`; everything else out here stays as it is. */
  outside(node: ts.Node): void {
    if (isFunction(node) && takesRun(node)) this.#functionBody(node)
    else ts.forEachChild(node, (child) => this.outside(child))
  }

  /** Inside, `run` means the parameter, unless a nested function or block gives the name to something else. */
  #inside(node: ts.Node): void {
    if (isFunction(node)) {
      if (bindsRunItself(node)) this.outside(node)
      else this.#functionBody(node)
    } else if (ts.isBlock(node)) {
      this.#list(node.statements)
    } else if (ts.isCaseOrDefaultClause(node)) {
      if (ts.isCaseClause(node)) this.#inside(node.expression)
      this.#list(node.statements)
    } else if (ts.isStatement(node)) {
      this.#statement(node, 'alone')
    } else {
      this.#parts(node)
    }
  }

  #functionBody(node: ts.FunctionLikeDeclaration): void {
    // A parameter's initialiser runs before `run` surely has its value, so it gets no marks.
    if (node.body === undefined) return
    if (declaresRun(node.body)) return
    if (ts.isBlock(node.body)) this.#list(node.body.statements, true)
    else this.#inside(node.body)
  }

  #list(statements: ts.NodeArray<ts.Statement>, ofFunction = false): void {
    let prologue = ofFunction
    for (const statement of statements) {
      // A directive must stay first to be one.
      prologue = prologue && ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression)
      if (!prologue) this.#statement(statement, 'in-list')
    }
  }

  /** `alone` is a statement that is the whole body of an `if` or a loop: with its mark it needs braces. */
  #statement(statement: ts.Statement, place: 'in-list' | 'alone'): void {
    if (ts.isBlock(statement) || ts.isFunctionDeclaration(statement)) return this.#inside(statement)
    if (doesNothing(statement)) return
    const mark = this.#markBefore(statement)
    if (place === 'alone') this.#insert(statement.getStart(this.#tree), `{ ${mark}`)
    else if (mark !== '') this.#insert(statement.getStart(this.#tree), mark)
    this.#parts(unlabelled(statement))
    if (place === 'alone') this.#insert(statement.getEnd(), ' }', true)
  }

  /** A `while` marks each test of its condition, so the statement needs no mark of its own; `do` does nothing itself. */
  #markBefore(statement: ts.Statement): string {
    const inner = unlabelled(statement)
    if (ts.isWhileStatement(inner) || ts.isDoStatement(inner)) return ''
    return `${this.#mark(statement, this.#headEnd(inner))}; `
  }

  #parts(node: ts.Node): void {
    if (ts.isWhileStatement(node)) {
      this.#condition(node.expression, node, this.#headEnd(node))
      this.#inside(node.statement)
    } else if (ts.isDoStatement(node)) {
      this.#inside(node.statement)
      this.#condition(node.expression, node.expression, node.getEnd())
    } else if (ts.isForStatement(node)) {
      this.#forHead(node)
      this.#inside(node.statement)
    } else {
      ts.forEachChild(node, (child) => this.#inside(child))
    }
  }

  #condition(expression: ts.Expression, from: ts.Node, headEnd: number): void {
    this.#insert(expression.getStart(this.#tree), `${this.#mark(from, headEnd)}, (`)
    this.#inside(expression)
    this.#insert(expression.getEnd(), ')', true)
  }

  /** The head is marked once before the loop, and again whenever a turn ends and its update runs. */
  #forHead(statement: ts.ForStatement): void {
    if (statement.initializer !== undefined) this.#inside(statement.initializer)
    if (statement.condition !== undefined) this.#inside(statement.condition)
    const mark = this.#mark(statement, this.#headEnd(statement))
    if (statement.incrementor === undefined) {
      this.#insert(closingParenthesis(statement, this.#tree), mark)
    } else {
      this.#insert(statement.incrementor.getStart(this.#tree), `${mark}, (`)
      this.#inside(statement.incrementor)
      this.#insert(statement.incrementor.getEnd(), ')', true)
    }
  }

  #mark(from: ts.Node, headEnd: number): string {
    const line = this.#lineAt(from.getStart(this.#tree))
    const endLine = Math.max(line, this.#lineAt(headEnd))
    this.marks.push({ line, endLine })
    return `run.mark(${line}, ${endLine})`
  }

  /** Where a statement's own head ends: at the block it opens, its own or that of the first function in it. */
  #headEnd(statement: ts.Statement): number {
    const block = ownBody(statement) ?? firstFunctionBlock(statement)
    return block === undefined ? statement.getEnd() : block.getStart(this.#tree)
  }

  #lineAt(offset: number): number {
    return this.#tree.getLineAndCharacterOfPosition(offset).line + 1
  }

  #insert(offset: number, text: string, closes = false): void {
    this.insertions.push({ offset, text, closes })
  }
}

function isFunction(node: ts.Node): node is ts.FunctionLikeDeclaration {
  return ts.isFunctionLike(node) && 'body' in node
}

/** Where the body begins whose statements are marked for themselves; `undefined` for a simple statement. */
function ownBody(statement: ts.Statement): ts.Node | undefined {
  if (ts.isIfStatement(statement)) return statement.thenStatement
  if (ts.isTryStatement(statement)) return statement.tryBlock
  if (ts.isSwitchStatement(statement)) return statement.caseBlock
  if (ts.isIterationStatement(statement, false)) return statement.statement
  return undefined
}

function firstFunctionBlock(node: ts.Node): ts.Node | undefined {
  return ts.forEachChild(node, (child): ts.Node | undefined =>
    isFunction(child) && child.body !== undefined && ts.isBlock(child.body)
      ? child.body
      : firstFunctionBlock(child),
  )
}

function unlabelled(statement: ts.Statement): ts.Statement {
  return ts.isLabeledStatement(statement) ? unlabelled(statement.statement) : statement
}

function doesNothing(statement: ts.Statement): boolean {
  return (
    ts.isEmptyStatement(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement)
  )
}

function closingParenthesis(statement: ts.ForStatement, tree: ts.SourceFile): number {
  const closing = statement.getChildren(tree).find((child) => child.kind === ts.SyntaxKind.CloseParenToken)
  if (closing === undefined) throw new Error('a for statement without its closing parenthesis')
  return closing.getStart(tree)
}

/** A parameter `run` with the type `Run`, or with none, as in a function that is given its type from outside. */
function takesRun(node: ts.FunctionLikeDeclaration): boolean {
  return node.parameters.some(
    ({ name, type }) =>
      ts.isIdentifier(name) && name.text === 'run' && (type === undefined || isRunType(type)),
  )
}

function isRunType(type: ts.TypeNode): boolean {
  return ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) && type.typeName.text === 'Run'
}

/** A parameter of that name, or a function expression's own name. A method's name binds nothing. */
function bindsRunItself(node: ts.FunctionLikeDeclaration): boolean {
  const ownName = ts.isFunctionExpression(node) && node.name !== undefined && bindsRun(node.name)
  return ownName || node.parameters.some(({ name }) => bindsRun(name))
}

function bindsRun(name: ts.BindingName): boolean {
  if (ts.isIdentifier(name)) return name.text === 'run'
  return name.elements.some((element) => ts.isBindingElement(element) && bindsRun(element.name))
}

/** Whether something under here, nested functions' insides apart, is named `run`. Then the whole function is left alone. */
function declaresRun(node: ts.Node): boolean {
  return (
    ts.forEachChild(node, (child): true | undefined => {
      const binds =
        ts.isVariableDeclaration(child) || ts.isFunctionDeclaration(child) || ts.isClassDeclaration(child)
      if (binds && child.name !== undefined && bindsRun(child.name)) return true
      return !isFunction(child) && declaresRun(child) ? true : undefined
    }) ?? false
  )
}
