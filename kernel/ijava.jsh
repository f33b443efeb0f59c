import static org.stackbook.Stackbook.*;
org.stackbook.host.IJavaHost.connect(getKernelInstance());
