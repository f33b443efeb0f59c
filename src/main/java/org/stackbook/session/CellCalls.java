package org.stackbook.session;

import java.lang.reflect.Executable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds what a call in an unfinished statement calls. */
final class CellCalls {

  private final CellScope scope;

  CellCalls(CellScope scope) {
    this.scope = scope;
  }

  /**
   * What may stand before a dot.
   *
   * @param type its class
   * @param isStatic whether it is the type itself, not a value of it
   */
  record Receiver(Class<?> type, boolean isStatic) {}

  /** What stands before the dot at {@code dot}. */
  Optional<Receiver> receiver(CellContext context, int dot) {
    int start = context.scan().expressionStart(dot);
    String expression = context.statement().substring(start, dot).strip();
    if (expression.isEmpty()) {
      return Optional.empty();
    }
    boolean path = expression.matches("[\\w.]+");
    String last = expression.substring(expression.lastIndexOf('.') + 1);
    if (path && !last.isEmpty() && Character.isUpperCase(last.charAt(0))) {
      Optional<Class<?>> type = scope.type(expression);
      if (type.isPresent()) {
        return type.map(found -> new Receiver(found, true));
      }
    }
    return scope
        .typeOf(context.codeBefore(start), expression)
        .flatMap(scope::type)
        .map(type -> new Receiver(type, false));
  }

  /**
   * The methods or constructors that the call with an open parenthesis at {@code bracket} means.
   */
  List<? extends Executable> called(CellContext context, int bracket) {
    CellScan scan = context.scan();
    int end = scan.skipSpace(bracket);
    int nameEnd =
        scan.code().startsWith(">", end - 1) ? scan.skipSpace(angle(scan.code(), end - 1)) : end;
    int nameStart = scan.nameStart(nameEnd);
    String name = scan.code().substring(nameStart, nameEnd);
    if (name.isEmpty()) {
      return List.of();
    }
    int start = scan.expressionStart(nameEnd);
    if (scan.code().substring(start, nameEnd).matches("new\\s(?s:.*)")) {
      String type = scan.code().substring(start + 3, nameEnd).strip();
      return scope
          .type(type)
          .map(found -> Arrays.asList(found.getConstructors()))
          .orElse(List.of());
    }
    int before = scan.skipSpace(nameStart);
    if (before > 0 && scan.code().charAt(before - 1) == '.') {
      return receiver(context, before - 1)
          .map(
              on ->
                  scope.methodsOf(on.type()).stream()
                      .filter(method -> method.getName().equals(name))
                      .toList())
          .orElse(List.of());
    }
    return scope.methods(name);
  }

  /** Where the type arguments begin that end with {@code closing}. */
  private static int angle(String code, int closing) {
    int depth = 0;
    for (int i = closing; i >= 0; i--) {
      depth += code.charAt(i) == '>' ? 1 : code.charAt(i) == '<' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    return closing;
  }
}
