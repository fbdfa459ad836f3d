using System.ComponentModel.DataAnnotations;

namespace Funnel.Embedded;

/// <summary>What concerns the embedded host alone. Section <c>Funnel:Host</c>.</summary>
public sealed class EmbeddedOptions
{
    /// <summary>Address to listen on: loopback by default; <c>0.0.0.0</c> behind a reverse proxy on another machine. TLS ends at the proxy.</summary>
    public string Bind { get; set; } = "127.0.0.1";

    /// <summary>
    /// Where the host tells its own address when it starts, as <c>POST {"baseUrl": "http://…"}</c>: for sandboxes and tunnels that forward
    /// callbacks. Real platforms are told in their consoles.
    /// </summary>
    public Uri? AnnounceTo { get; set; }

    /// <summary>How long a message stays hidden before a killed process's work is taken up again. 1 s – 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan MessageLease { get; set; } = TimeSpan.FromSeconds(30);
}
