package org.stackbook.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import java.util.ServiceLoader;
import org.dflib.jjava.jupyter.Extension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.XYChartBuilder;
import org.stackbook.view.MimeBundle;
import org.stackbook.view.Views;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What the renderers of IJava and JJava make of values; {@code .ci/hosts} asks the whole kernels.
 */
@Tag("kernel")
class HostsTest {

  private static final Table TABLE = Table.create("t", StringColumn.create("name", "n1", "<n2>"));

  private static final class IJava extends BaseKernel {
    @Override
    public DisplayData eval(String code) {
      throw new UnsupportedOperationException();
    }

    @Override
    public LanguageInfo getLanguageInfo() {
      return new LanguageInfo.Builder("java").build();
    }
  }

  private static BaseKernel connected() {
    BaseKernel kernel = new IJava();
    IJavaHost.connect(kernel);
    return kernel;
  }

  @Test
  void ijavaShowsWhatOurOwnKernelShows() {
    DisplayData shown = connected().getRenderer().render(TABLE);
    MimeBundle own = Views.of(TABLE).orElseThrow();
    assertEquals(own.html(), shown.getData(MIMEType.TEXT_HTML));
    assertEquals(own.text(), shown.getData(MIMEType.TEXT_PLAIN));
  }

  @Test
  void ijavaShowsChartsAsPictures() {
    Object chart = new XYChartBuilder().width(300).height(200).title("Guest").build();
    DisplayData shown = connected().getRenderer().render(chart);
    MimeBundle own = Views.of(chart).orElseThrow();
    assertEquals(own.data().get(MimeBundle.PNG), shown.getData(MIMEType.parse("image/png")));
  }

  @Test
  void ijavaShowsItsOwnValuesByItsOwnRules() {
    DisplayData shown = connected().getRenderer().render(42);
    assertEquals("42", shown.getData(MIMEType.TEXT_PLAIN));
    assertFalse(shown.hasDataForType(MIMEType.TEXT_HTML));
  }

  @Test
  void ijavaGivesOnlyWhatIsAskedFor() {
    DisplayData shown = connected().getRenderer().renderAs(TABLE, "text/html");
    assertTrue(shown.hasDataForType(MIMEType.TEXT_HTML));
    assertFalse(shown.hasDataForType(MIMEType.parse("image/png")));
  }

  @Test
  void jjavaFindsTheExtension() {
    assertTrue(
        ServiceLoader.load(Extension.class).stream()
            .anyMatch(found -> found.type() == JJavaExtension.class));
  }
}
