import static org.stackbook.Stackbook.*;
