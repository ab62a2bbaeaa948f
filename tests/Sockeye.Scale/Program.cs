using System.Globalization;
using Sockeye.Scale;

// How the cost grows with users and rules; each answer is checked before it is timed. Not a part of ./test: it takes minutes.
switch (args)
{
    case ["users", var directory, var count]:
        UserScale.Run(directory, int.Parse(count, CultureInfo.InvariantCulture));
        return 0;
    case ["rules"]:
        RuleScale.Run();
        return 0;
    case ["configuration", var file, var rules, var outbounds]:
        ConfigurationFileMaker.Write(
            file, int.Parse(rules, CultureInfo.InvariantCulture), int.Parse(outbounds, CultureInfo.InvariantCulture));
        return 0;
    default:
        Console.Error.WriteLine("usage: Sockeye.Scale users DIRECTORY COUNT | rules | configuration FILE RULES OUTBOUNDS");
        return 2;
}
