{{- define "online-safety.name" -}}
{{- .Release.Name | trunc 50 | trimSuffix "-" -}}
{{- end -}}

{{- define "online-safety.selector" -}}
app.kubernetes.io/name: online-safety
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "online-safety.labels" -}}
{{ include "online-safety.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "online-safety.schools" -}}
{{ include "online-safety.name" . }}-schools
{{- end -}}
