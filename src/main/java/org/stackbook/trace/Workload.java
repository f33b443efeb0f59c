package org.stackbook.trace;

import java.util.List;
import java.util.function.Supplier;
import org.stackbook.fact.Figure;
import org.stackbook.trace.engine.Mix;
import org.stackbook.trace.engine.RequestBatch;

/** Requests that are made up by a seed: the same each time they are read. */
final class Workload implements Origin {

  private final String name;
  private final List<String> tenants;
  private final Supplier<Mix> mix;
  private final List<Figure<?>> figures;

  Workload(String name, List<String> tenants, Supplier<Mix> mix, List<Figure<?>> figures) {
    this.name = name;
    this.tenants = List.copyOf(tenants);
    this.mix = mix;
    this.figures = List.copyOf(figures);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String says() {
    return "Made up by a seed: " + tenants.size() + (tenants.size() == 1 ? " tenant" : " tenants");
  }

  @Override
  public boolean hasAddresses() {
    return true;
  }

  @Override
  public boolean hasTimes() {
    return true;
  }

  @Override
  public Tally tally() {
    return new Tally(name, true, 0);
  }

  @Override
  public Decoder open(Tally tally, Tenants named) {
    tenants.forEach(named::numberOf);
    Mix requests = mix.get();
    return new Decoder() {
      @Override
      public boolean read(RequestBatch batch, int most) {
        boolean any = requests.read(batch, most);
        tally.rows += batch.count;
        return any;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public List<Figure<?>> figures() {
    return figures;
  }
}
