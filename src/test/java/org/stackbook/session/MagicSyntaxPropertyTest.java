package org.stackbook.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Random Java full of percent signs, none of which is a magic. */
@Tag("property")
class MagicSyntaxPropertyTest {

  private static final int CASES = 3_000;

  private static final List<Function<Random, String>> EXPRESSIONS =
      List.of(
          random -> String.valueOf(random.nextInt(100)),
          random -> List.of("a", "b1", "$c", "_d", "time", "maven").get(random.nextInt(6)),
          random -> "\"" + inString(random) + "\"",
          random -> "\"\"\"\n" + inBlock(random) + "\"\"\"",
          random -> List.of("'%'", "'\\''", "'\"'", "'\\\\'").get(random.nextInt(4)),
          random -> "(" + expression(random) + ")",
          random -> "f(" + expression(random) + ",\n" + expression(random) + ")",
          random -> "new int[] {" + expression(random) + "}.length",
          random -> "switch (x) { default -> " + expression(random) + "; }",
          random -> "new Object() { int g() {" + statement(random) + "} }.g()");

  private static final List<Function<Random, String>> STATEMENTS =
      List.of(
          random -> "int v" + random.nextInt(9) + " = " + operation(random) + ";",
          random -> "x " + (random.nextBoolean() ? "=" : "%=") + " " + operation(random) + ";",
          random -> "System.out.println(" + operation(random) + ");",
          random -> "// \" ''' %who;\n",
          random -> "/* \" ;\n%who\n*/",
          random -> "if (" + operation(random) + " > 0) {" + statement(random) + "}",
          random -> "int m() { return " + operation(random) + "; }",
          random -> "Runnable r = () -> {" + statement(random) + "};");

  private static String expression(Random random) {
    return EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size())).apply(random);
  }

  private static String statement(Random random) {
    return gap(random)
        + STATEMENTS.get(random.nextInt(STATEMENTS.size())).apply(random)
        + gap(random);
  }

  /** Operands with remainders between them, also where a line begins. */
  private static String operation(Random random) {
    StringBuilder text = new StringBuilder(expression(random));
    for (int i = random.nextInt(3); i > 0; i--) {
      text.append(gap(random)).append('%').append(random.nextBoolean() ? "" : " ");
      text.append(expression(random));
    }
    return text.toString();
  }

  private static String gap(Random random) {
    return List.of("", " ", "\n", "\r\n", "\n  ", " // %maven a:b:1;\n", "/* %x */")
        .get(random.nextInt(7));
  }

  private static String inString(Random random) {
    return List.of("%maven a:b:1", "; %who", "\\\"%x\\\\", "// %x", "{ %x", "%%html", "= %x")
        .get(random.nextInt(7));
  }

  private static String inBlock(Random random) {
    return List.of(
            ";\n%maven a:b:1\n", "%%html\n", "\"\" \\\"\"\"\n%who\n", "}\n%x;\n", "// \n%x\n")
        .get(random.nextInt(5));
  }

  @Test
  void javaWithoutMagicsIsLeftAsItIs() {
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      String java = statement(random) + statement(random) + statement(random);
      String shown = "seed " + seed;
      assertEquals(java, MagicSyntax.toJava(java), shown);
      assertEquals(java, MagicSyntax.blank(java), shown);
    }
  }

  @Test
  void aMagicBetweenStatementsIsFoundAndNothingElseIsTouched() {
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      String before = statement(random) + "\n";
      String after = "\n" + statement(random);
      String java = MagicSyntax.toJava(before + "%who --all" + after);
      assertTrue(java.startsWith(before) && java.endsWith(after), "seed " + seed + "\n" + java);
      String call = java.substring(before.length(), java.length() - after.length());
      assertTrue(call.endsWith(".runLineMagic(\"who\", java.util.List.of(\"--all\"));"), call);
    }
  }
}
