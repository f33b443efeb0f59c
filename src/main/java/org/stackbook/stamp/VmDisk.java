package org.stackbook.stamp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Iops;
import org.stackbook.view.DataTable;
import org.stackbook.view.Result;
import org.stackbook.word.Vocabulary;

/**
 * What a data disk of a type gets on a VM of a size. The cap on requests is that of the size; a
 * premium disk is neither faster than others on the same VM nor on faster drives.
 *
 * <pre>{@code
 * vmSize("Standard_D2_v2").disk("premium").iops().value() // → 500 IOPS
 * vmSize("Standard_F2s").disk("standard").iops().value() // → 2,300 IOPS
 * }</pre>
 *
 * <p>Source: VM sizes supported in Azure Stack Hub.
 */
public final class VmDisk extends Result {

  private static final String PREMIUM = "premium";
  private static final List<String> TYPES = List.of(PREMIUM, "standard");

  private final VmSize size;
  private final String type;
  private final Figure<Iops> iops;

  /** The types of disks. */
  static final class Types implements Vocabulary {
    @Override
    public List<String> words(Place place) {
      return TYPES;
    }
  }

  VmDisk(VmSize size, String type) {
    if (!TYPES.contains(type)) {
      Fact types = Facts.virtualMachines().fact("managedDisks/types/0");
      throw Refusal.of("disk(\"" + type + "\")", "disks are premium (SSD) or standard (HDD)")
          .source(types.citation())
          .nearest(type, TYPES)
          .wayOut("say disk(\"premium\") or disk(\"standard\")")
          .asException();
    }
    this.size = size;
    this.type = type;
    this.iops =
        Figure.derived(
                "IOPS of the disk",
                size.dataDiskIops().value(),
                "{IOPS per data disk} of the size, whatever the type of the disk",
                size.dataDiskIops())
            .by(Facts.virtualMachines().fact("iopsRules/0"), capNotGuarantee());
  }

  /** What the page says of caps: they are against noisy neighbours, and no guarantee. */
  public static Fact capNotGuarantee() {
    return Facts.virtualMachines().fact("iopsRules/4");
  }

  /** The cap on its requests. */
  public Figure<Iops> iops() {
    return iops;
  }

  /** The cap on its bytes in a second, if stated: of premium disks only. */
  public Optional<Figure<Bytes>> perSecond() {
    FactBook book = Facts.virtualMachines();
    String path = "managedDisks/" + type + "MBps";
    if (!book.has(path)) {
      return Optional.empty();
    }
    Fact fact = book.fact(path);
    return Optional.of(
        Figure.stated("bytes per second", Bytes.parse(fact.integer() + " MB"), fact));
  }

  private Optional<Figure<Iops>> ofPremium() {
    Fact fact = Facts.virtualMachines().fact("managedDisks/premiumIopsPerDisk");
    return type.equals(PREMIUM)
        ? Optional.of(
            Figure.stated("IOPS that the type is listed with", new Iops(fact.number()), fact))
        : Optional.empty();
  }

  @Override
  public String title() {
    return "A " + type + " disk on " + size.name();
  }

  @Override
  public String verdict() {
    boolean less =
        ofPremium().map(listed -> listed.value().compareTo(iops.value()) > 0).orElse(false);
    return "At most "
        + iops.valueText()
        + (iops.confidence().starred() ? "*" : "")
        + (less ? ", not the " + ofPremium().get().valueText() + " of its type" : "")
        + ": the size of the VM decides. A cap, never a guarantee.";
  }

  @Override
  public DataTable data() {
    DataTable.Builder table = DataTable.of(title()).text("what").text("value");
    for (Figure<?> figure : figures()) {
      table.row(
          figure.name(), new DataTable.Cell(figure.valueText(), figure.confidence().starred()));
    }
    return table.note(Facts.capacity().fact("storage/premium").text()).build();
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> all = new ArrayList<>();
    all.add(iops);
    ofPremium().ifPresent(all::add);
    perSecond().ifPresent(all::add);
    all.add(size.allDataDisksIops());
    return all;
  }
}
