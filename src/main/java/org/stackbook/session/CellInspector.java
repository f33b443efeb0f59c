package org.stackbook.session;

import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.jshell.SourceCodeAnalysis;
import org.stackbook.docs.DocLibrary;
import org.stackbook.docs.DocPage;
import org.stackbook.view.MimeBundle;

/** Tells what stands at the cursor: signature and documentation. */
final class CellInspector {

  /** Overloads that are shown. */
  private static final int LIMIT = 8;

  private final SourceCodeAnalysis analysis;
  private final CellScope scope;
  private final CellCalls calls;
  private final DocLibrary library = new DocLibrary();

  CellInspector(SourceCodeAnalysis analysis, CellScope scope, CellCalls calls) {
    this.analysis = analysis;
    this.scope = scope;
    this.calls = calls;
  }

  Optional<MimeBundle> inspect(String java, int cursor) {
    int end = cursor;
    while (end < java.length() && Character.isJavaIdentifierPart(java.charAt(end))) {
      end++;
    }
    CellContext context = CellContext.of(java, end, analysis);
    boolean inCode = context.scan().end() == CellScan.End.CODE;
    int nameStart = context.scan().nameStart(context.statement().length());
    if (inCode
        && nameStart < context.statement().length()
        && Character.isJavaIdentifierStart(context.statement().charAt(nameStart))) {
      Optional<MimeBundle> named = name(context, nameStart, java, end);
      if (named.isPresent()) {
        return named;
      }
    }
    return CellContext.of(java, cursor, analysis).openCalls().stream()
        .map(bracket -> call(java, context.start() + bracket))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<MimeBundle> name(CellContext context, int nameStart, String java, int end) {
    String name = context.statement().substring(nameStart);
    int next = end;
    while (next < java.length() && Character.isWhitespace(java.charAt(next))) {
      next++;
    }
    if (java.startsWith("(", next)) {
      Optional<MimeBundle> called = call(java, next);
      if (called.isPresent()) {
        return called;
      }
    }
    CellScan scan = context.scan();
    int dot = scan.skipSpace(nameStart) - 1;
    if (scan.code().startsWith("::", Math.max(0, dot - 1))) {
      return member(context, dot - 1, name);
    }
    if (dot >= 0 && scan.code().charAt(dot) == '.') {
      Optional<MimeBundle> member = member(context, dot, name);
      if (member.isPresent()) {
        return member;
      }
      String path = context.statement().substring(scan.expressionStart(dot)).strip();
      return scope.type(path).map(type -> page().type(type).show());
    }
    Optional<Field> constant = scope.constant(name);
    if (constant.isPresent() && !context.variables().containsKey(name)) {
      return constant.map(field -> page().member(field).show());
    }
    Optional<String> variable = scope.typeOf(context.codeBefore(nameStart), name);
    if (variable.isPresent()) {
      return variable.map(type -> variable(type, name));
    }
    return scope
        .type(name)
        .map(type -> page().type(type).show())
        .or(() -> methods(scope.methods(name), -1));
  }

  private MimeBundle variable(String type, String name) {
    String declaration = type.replaceAll("\\b(?:[\\p{Ll}\\w]+\\.)+(?=\\p{Lu})", "") + " " + name;
    return scope
        .type(type)
        .map(found -> page().variable(declaration, found))
        .orElseGet(() -> page().declaration(declaration))
        .show();
  }

  private Optional<MimeBundle> member(CellContext context, int dot, String name) {
    Optional<CellCalls.Receiver> on = calls.receiver(context, dot);
    if (on.isEmpty()) {
      return Optional.empty();
    }
    Class<?> type = on.get().type();
    Optional<Field> field =
        scope.fieldsOf(type).stream().filter(f -> f.getName().equals(name)).findFirst();
    if (field.isPresent()) {
      return field.map(found -> page().member(found).show());
    }
    return methods(
        scope.methodsOf(type).stream().filter(m -> m.getName().equals(name)).toList(), -1);
  }

  /** The methods that the call means whose parenthesis stands at {@code bracket} of the cell. */
  private Optional<MimeBundle> call(String java, int bracket) {
    CellContext context = CellContext.of(java, bracket + 1, analysis);
    int at = bracket - context.start();
    if (at < 0 || at >= context.statement().length()) {
      return Optional.empty();
    }
    List<? extends Executable> called = calls.called(context, at);
    // The names of parameters stand in the source of a cell, not in its class.
    boolean ofCell =
        called.isEmpty()
            || called.get(0).getDeclaringClass().getSimpleName().startsWith("$JShell$");
    return ofCell ? signatures(context) : methods(called, arguments(java, bracket));
  }

  private Optional<MimeBundle> signatures(CellContext context) {
    DocPage page = page();
    List<String> found =
        analysis.documentation(context.code(), context.code().length(), false).stream()
            .map(doc -> doc.signature().replaceAll("\\bM\\$\\d*\\.", ""))
            .toList();
    found.stream().limit(LIMIT).forEach(page::declaration);
    return found.isEmpty() ? Optional.empty() : Optional.of(page.show());
  }

  /** How many arguments stand behind a parenthesis. */
  private static int arguments(String java, int bracket) {
    int first = bracket + 1;
    while (first < java.length() && Character.isWhitespace(java.charAt(first))) {
      first++;
    }
    boolean none = first == java.length() || java.charAt(first) == ')';
    return none ? 0 : CellScan.commas(java, bracket) + 1;
  }

  /**
   * A page of overloads, those first that take so many arguments.
   *
   * @param arguments how many; -1 if not known
   */
  private Optional<MimeBundle> methods(List<? extends Executable> overloads, int arguments) {
    if (overloads.isEmpty()) {
      return Optional.empty();
    }
    DocPage page = page();
    Stream<? extends Executable> ordered =
        overloads.stream()
            .sorted(
                Comparator.comparing((Executable e) -> arguments >= 0 && !takes(e, arguments))
                    .thenComparing(Executable::isVarArgs)
                    .thenComparing(Executable::getParameterCount)
                    .thenComparing(Executable::toString));
    ordered.limit(LIMIT).forEach(page::member);
    if (overloads.size() > LIMIT) {
      page.note((overloads.size() - LIMIT) + " more of the same name");
    }
    return Optional.of(page.show());
  }

  private static boolean takes(Executable method, int arguments) {
    int parameters = method.getParameterCount();
    return method.isVarArgs() ? arguments >= parameters - 1 : arguments == parameters;
  }

  private DocPage page() {
    return new DocPage(library);
  }
}
