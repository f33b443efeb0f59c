package org.stackbook.session;

import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.lang.model.SourceVersion;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Suggestion;
import org.stackbook.docs.Signature;
import org.stackbook.session.Completion.Choice;
import org.stackbook.session.Completion.Kind;

/** Completes Java: JShell knows what may stand there, this tells of what kind it is. */
final class CellCompleter {

  /** What works behind the words of a cell. */
  private static final Set<String> HIDDEN = Set.of("runLineMagic(");

  private static final Set<String> OF_EVERY_OBJECT =
      Set.of(
          "equals(", "getClass()", "hashCode()", "notify()", "notifyAll()", "toString()", "wait(");

  /** Protected; JShell of newer JDKs tells them all the same for values of cells' own types. */
  private static final Set<String> OUT_OF_REACH = Set.of("clone()", "finalize()");

  private final SourceCodeAnalysis analysis;
  private final CellScope scope;
  private final CellCalls calls;

  CellCompleter(SourceCodeAnalysis analysis, CellScope scope, CellCalls calls) {
    this.analysis = analysis;
    this.scope = scope;
    this.calls = calls;
  }

  /**
   * Completes what the cursor stands at the end of.
   *
   * @param cursor index into the cell
   */
  Completion complete(CellContext context, int cursor) {
    String code = context.code();
    int[] anchor = {code.length()};
    // Text to whether it fits the type that is wanted; JShell tells each overload.
    Map<String, Boolean> found = new TreeMap<>();
    for (Suggestion each : analysis.completionSuggestions(code, code.length(), anchor)) {
      found.merge(each.continuation(), each.matchesType(), Boolean::logicalOr);
    }
    int end = context.statement().length();
    int start = end - (code.length() - anchor[0]);
    int nameStart = context.scan().nameStart(end);
    int dot = context.scan().skipSpace(nameStart) - 1;
    boolean afterDot = dot >= 0 && context.scan().code().charAt(dot) == '.';
    String typed = context.statement().substring(nameStart);
    if (!afterDot && !context.declared().isEmpty()) {
      // Of a block, JShell tells no local variables.
      List<String> local =
          context.variables().keySet().stream().filter(name -> name.startsWith(typed)).toList();
      if (!local.isEmpty() && (found.isEmpty() || start == nameStart)) {
        start = nameStart;
        local.forEach(name -> found.put(name, true));
      }
    }
    String path =
        afterDot
            ? context.statement().substring(context.scan().expressionStart(dot), dot) + "."
            : "";
    found.keySet().removeIf(text -> isHidden(path, text, typed));
    if (found.isEmpty()) {
      return Completion.none(cursor);
    }
    Map<String, Choice> members = afterDot ? members(context, dot) : Map.of();
    if (!members.isEmpty()) {
      found
          .keySet()
          .removeIf(text -> OUT_OF_REACH.contains(text) && !members.containsKey(name(text)));
    }
    List<Choice> choices = new ArrayList<>();
    found.keySet().stream()
        .sorted(
            Comparator.comparing((String text) -> !Boolean.TRUE.equals(found.get(text)))
                .thenComparing(OF_EVERY_OBJECT::contains)
                .thenComparing(String.CASE_INSENSITIVE_ORDER)
                .thenComparing(Comparator.naturalOrder()))
        .forEach(
            text ->
                choices.add(
                    afterDot
                        ? members.getOrDefault(name(text), unknown(text)).as(text)
                        : unqualified(context, text)));
    return new Completion(context.start() + start, cursor, choices);
  }

  private static boolean isHidden(String path, String text, String typed) {
    return HIDDEN.contains(text)
        || (text.startsWith("$") && !typed.startsWith("$"))
        || text.contains("$JShell$")
        || text.equals("M$")
        || CellScope.isInternal(path + text + ".");
  }

  private static String name(String text) {
    int bracket = text.indexOf('(');
    return bracket < 0 ? text : text.substring(0, bracket);
  }

  /** Members by name; of overloads, the one with the fewest parameters. */
  private Map<String, Choice> members(CellContext context, int dot) {
    Map<String, Choice> members = new HashMap<>();
    Optional<CellCalls.Receiver> receiver = calls.receiver(context, dot);
    if (receiver.isEmpty()) {
      return members;
    }
    Class<?> type = receiver.get().type();
    for (Class<?> nested : type.getClasses()) {
      members.put(nested.getSimpleName(), new Choice("", Kind.CLASS, ""));
    }
    for (Field field : scope.fieldsOf(type)) {
      members.put(
          field.getName(), new Choice("", Kind.INSTANCE, Signature.of(field.getGenericType())));
    }
    scope.methodsOf(type).stream()
        .sorted(Comparator.comparing(Method::getParameterCount).reversed())
        .forEach(method -> members.put(method.getName(), function(List.of(method))));
    return members;
  }

  private static Choice function(List<? extends Executable> overloads) {
    Executable called =
        overloads.stream().min(Comparator.comparing(Executable::getParameterCount)).orElseThrow();
    List<String> names =
        Arrays.stream(called.getParameters())
            .filter(Parameter::isNamePresent)
            .map(Parameter::getName)
            .toList();
    String returned =
        called instanceof Method method ? " " + Signature.of(method.getGenericReturnType()) : "";
    return new Choice("", Kind.FUNCTION, Signature.parameters(called, names) + returned);
  }

  private static Choice unknown(String text) {
    return new Choice(
        text,
        text.contains("(")
            ? Character.isUpperCase(text.charAt(0)) ? Kind.CLASS : Kind.FUNCTION
            : SourceVersion.isKeyword(text)
                ? Kind.KEYWORD
                : text.endsWith(".")
                    ? Kind.MODULE
                    : Character.isUpperCase(text.charAt(0)) ? Kind.CLASS : Kind.INSTANCE,
        "");
  }

  private Choice unqualified(CellContext context, String text) {
    String name = name(text);
    if (text.contains("(")) {
      List<Executable> methods = scope.methods(name);
      return methods.isEmpty() ? unknown(text) : function(methods).as(text);
    }
    if (context.variables().containsKey(name)) {
      return new Choice(text, Kind.INSTANCE, "");
    }
    return scope
        .shell()
        .variables()
        .filter(variable -> variable.name().equals(name))
        .findFirst()
        .map(variable -> new Choice(text, Kind.INSTANCE, variable.typeName()))
        .orElseGet(() -> constantOrOther(text));
  }

  private Choice constantOrOther(String text) {
    return scope
        .constant(text)
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .map(field -> new Choice(text, Kind.INSTANCE, Signature.of(field.getGenericType())))
        .orElseGet(() -> unknown(text));
  }
}
