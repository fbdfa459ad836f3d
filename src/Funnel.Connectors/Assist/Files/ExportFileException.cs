namespace Funnel.Connectors.Assist.Files;

/// <summary>A file of comments cannot be read; the message says where and what to do about it, for the person who handed it over. It may quote the file.</summary>
public sealed class ExportFileException(string message, Exception? inner = null) : Exception(message, inner);
