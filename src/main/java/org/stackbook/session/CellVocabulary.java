package org.stackbook.session;

import java.lang.reflect.Executable;
import java.lang.reflect.Parameter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.stackbook.session.Completion.Choice;
import org.stackbook.session.Completion.Kind;
import org.stackbook.word.FileNames;
import org.stackbook.word.Takes;
import org.stackbook.word.Vocabulary;

/** Completes the texts that methods take, from the vocabularies that the methods name. */
final class CellVocabulary {

  /** More is no choice. */
  private static final int LIMIT = 500;

  /** So many variables are followed from one to what it is made from. */
  private static final int MOST_HOPS = 20;

  private static final Pattern ROOT = Pattern.compile("\\s*(\\w+)\\s*(?:[.;].*)?", Pattern.DOTALL);

  private final CellScope scope;
  private final CellCalls calls;

  CellVocabulary(CellScope scope, CellCalls calls) {
    this.scope = scope;
    this.calls = calls;
  }

  /**
   * Completes the text that the cursor stands in.
   *
   * @param cursor index into the cell
   */
  Completion complete(CellContext context, int cursor) {
    int quote = context.scan().textStart() - 1;
    int before = context.scan().skipSpace(quote);
    List<Integer> open = context.scan().open();
    if (before == 0
        || open.isEmpty()
        || "(,".indexOf(context.scan().code().charAt(before - 1)) < 0) {
      return Completion.none(cursor); // no argument, or a part of one
    }
    int bracket = open.get(0);
    String typed = unescaped(context.statement().substring(quote + 1));
    int argument = CellScan.commas(context.statement().substring(0, quote), bracket);
    Set<Choice> choices = new LinkedHashSet<>();
    for (Executable called : calls.called(context, bracket)) {
      Takes takes = parameter(called, argument);
      if (takes != null) {
        Kind kind = takes.value() == FileNames.class ? Kind.PATH : Kind.TEXT;
        words(takes.value(), place(context, bracket, called, typed)).stream()
            .filter(word -> word.regionMatches(true, 0, typed, 0, typed.length()))
            .limit(LIMIT)
            .forEach(word -> choices.add(new Choice(escaped(word), kind, "")));
      }
    }
    return new Completion(context.start() + quote + 1, cursor, List.copyOf(choices));
  }

  private static @Nullable Takes parameter(Executable called, int argument) {
    Parameter[] parameters = called.getParameters();
    int last = parameters.length - 1;
    int index = called.isVarArgs() ? Math.min(argument, last) : argument;
    return index > last ? null : parameters[index].getAnnotation(Takes.class);
  }

  private static List<String> words(
      Class<? extends Vocabulary> vocabulary, Vocabulary.Place place) {
    if (vocabulary.getClassLoader() != CellVocabulary.class.getClassLoader()) {
      return List.of(); // made in a cell or a jar of the user's: it is not run behind his back
    }
    try {
      var constructor = vocabulary.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance().words(place);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return List.of(); // no help is no harm
    }
  }

  private Vocabulary.Place place(
      CellContext context, int bracket, Executable called, String typed) {
    CellScan scan = context.scan();
    int nameEnd = scan.skipSpace(bracket);
    int dot = scan.skipSpace(scan.nameStart(nameEnd)) - 1;
    Object receiver = null;
    Object origin = null;
    if (dot >= 0 && scan.code().charAt(dot) == '.') {
      String expression = context.statement().substring(scan.expressionStart(dot), dot).strip();
      if (madeFrom(context, expression).isEmpty()) {
        receiver = scope.value(expression);
      }
      if (receiver != null && !called.getDeclaringClass().isInstance(receiver)) {
        receiver = null; // a variable of the cell or of a lambda has the same name
      }
      origin = receiver;
    }
    for (int call : context.openCalls()) {
      if (origin == null) {
        int end = scan.skipSpace(call);
        origin = root(context, context.statement().substring(scan.expressionStart(end), end));
      }
    }
    return new Vocabulary.Place(receiver, origin, typed);
  }

  /** The value of the variable that an expression begins with. */
  private @Nullable Object root(CellContext context, String expression) {
    String from = expression;
    // A variable of this cell has no value yet, but what it is made from may have.
    for (int hop = 0; hop < MOST_HOPS; hop++) {
      Matcher name = ROOT.matcher(from);
      if (!name.matches()) {
        return null;
      }
      Optional<String> made = madeFrom(context, name.group(1));
      if (made.isEmpty()) {
        return scope.value(name.group(1));
      }
      from = made.get();
    }
    return null;
  }

  /** What a variable is set to that is declared before the cursor in the cell. */
  private static Optional<String> madeFrom(CellContext context, String variable) {
    Matcher set = Pattern.compile("\\b" + variable + "\\s*=(?!=)").matcher(context.scan().code());
    return set.find()
        ? Optional.of(context.statement().substring(set.end()))
        : Optional.ofNullable(context.variables().get(variable));
  }

  private static String unescaped(String text) {
    try {
      return text.translateEscapes();
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static String escaped(String word) {
    return word.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
