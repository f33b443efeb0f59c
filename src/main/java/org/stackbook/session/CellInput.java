package org.stackbook.session;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.Charset;
import org.stackbook.error.Refusal;

/** Where a running cell's input comes from: the person at the front end. */
public interface CellInput {

  /** The input of this process. What is typed there is seen. */
  CellInput PROCESS =
      (prompt, hidden) -> {
        System.out.print(prompt);
        System.out.flush();
        // Byte by byte: what follows the line is for whoever reads next.
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = System.in.read();
        if (next < 0) {
          throw new EOFException("the input has ended");
        }
        for (; next >= 0 && next != '\n'; next = System.in.read()) {
          line.write(next);
        }
        String text = line.toString(Charset.defaultCharset());
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      };

  /** Nobody is there to be asked. */
  CellInput NOBODY =
      (prompt, hidden) -> {
        throw Refusal.of("readLine(\"" + prompt + "\")", "nobody is there to answer")
            .wayOut("put the input into the cell, or run it in a notebook page")
            .asException();
      };

  /**
   * Asks and waits for the answer.
   *
   * @param prompt what to ask; may be empty
   * @param hidden whether what is typed is kept from view
   * @throws IOException if there is no answer, as when the wait is interrupted
   * @throws Refusal if nobody is there to be asked
   */
  String ask(String prompt, boolean hidden) throws IOException;
}
