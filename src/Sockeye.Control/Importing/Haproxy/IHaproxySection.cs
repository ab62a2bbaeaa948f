using Sockeye.Control.Importing.Haproxy.Lines;

namespace Sockeye.Control.Importing.Haproxy;

/// <summary>A section that is being read.</summary>
internal interface IHaproxySection
{
    /// <summary>Whether a line that begins in the first column can be one of the section's; otherwise it is a misspelt section.</summary>
    bool Knows(string keyword);

    /// <summary>Takes the section's next line.</summary>
    void Read(HaproxyLine line);
}
